/** Signs that sales or checks were staged: reasons for a person to look, never a verdict. */
import { writeAudit } from '#lib/accounts/index.server.ts';
import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { FORM_DEVICE } from '#lib/sync/index.ts';
import { DAY, HOUR } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { findCheckBursts, findSharedBuyers } from './signs.ts';

/** So far back. */
const LOOK_BACK = 100 * DAY;
const PEOPLE_AT_ONCE = 500;

export interface Signs {
	/** One buyer's phone in several shops of the organisation; the phone itself is told to nobody. */
	buyers: { shops: string[] }[];
	/** Many final checks on one device within an hour. */
	devices: { learners: string[]; at: number }[];
	/** Names by learner, where {@link StaffAt} may open names; else empty. */
	names: ReadonlyMap<string, string>;
}

/** Of the organisation's active learners, in the last hundred days. Where names are told, the look is written down. */
export async function readSigns(
	services: Pick<Services, 'db' | 'allLearners' | 'clock' | 'random'>,
	at: StaffAt
): Promise<Result<Signs, { tag: 'forbidden' }>> {
	if (!may(at, 'report.see')) return refuse({ tag: 'forbidden' });
	const { allLearners, clock } = services;
	const since = clock() - LOOK_BACK;
	const members = await allLearners
		.selectFrom('report_person')
		.select('learner_id')
		.where('organisation_id', '=', at.organisationId)
		.execute();
	const ids = members.map((row) => row.learner_id);
	const orders: { phone: string; shop: string }[] = [];
	const checks: { device: string; learner: string; at: number }[] = [];
	for (let from = 0; from < ids.length; from += PEOPLE_AT_ONCE) {
		const some = ids.slice(from, from + PEOPLE_AT_ONCE);
		orders.push(...(await readOrders(allLearners, some, since)));
		checks.push(...(await readChecks(allLearners, some, since)));
	}
	const buyers = findSharedBuyers(orders);
	const devices = findCheckBursts(checks, HOUR);
	const people = [...buyers.flatMap(({ shops }) => shops), ...devices.flatMap(({ learners }) => learners)];
	if (!people.length || !may(at, 'report.names')) return ok({ buyers, devices, names: new Map() });
	await services.db.transaction().execute((tx) =>
		writeAudit(tx, services, {
			organisationId: at.organisationId,
			actor: at.staffId,
			act: 'report.signs_read',
			subject: at.organisationId
		})
	);
	return ok({ buyers, devices, names: await readDisplayNames(allLearners, people) });
}

const readOrders = (db: Db, ids: readonly string[], since: number) =>
	db
		.selectFrom('shop_order')
		.select(['buyer_phone as phone', 'learner_id as shop'])
		.distinct()
		.where('learner_id', 'in', ids)
		.where('created_at', '>=', since)
		.execute();

const readChecks = (db: Db, ids: readonly string[], since: number) =>
	db
		.selectFrom('event')
		.select(['device', 'learner_id as learner', 'happened_at as at'])
		.where('learner_id', 'in', ids)
		.where('kind', '=', 'check.submitted')
		// Pages without scripts have no device of their own.
		.where('device', '!=', FORM_DEVICE)
		.where('happened_at', '>=', since)
		.execute();

async function readDisplayNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
	if (!ids.length) return new Map();
	const rows = await db
		.selectFrom('learner')
		.select(['learner_id', 'display_name'])
		.where('learner_id', 'in', [...new Set(ids)].slice(0, PEOPLE_AT_ONCE))
		.execute();
	return new Map(rows.map(({ learner_id, display_name }) => [learner_id, display_name ?? '']));
}
