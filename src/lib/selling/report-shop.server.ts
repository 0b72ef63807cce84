import { holdOpenLearner } from '../accounts/index.server.ts';
import { DAY } from '../platform/clock.ts';
import { hit } from '../platform/limits.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { parseForm, type Faults } from './form.ts';
import type { OrderDeps } from './place-order.server.ts';
import { formFault } from './decide-robot.ts';
import { isPublic } from './decide-shop.ts';
import { readStanding } from './read-shop.server.ts';
import { insertReport } from './report.repository.server.ts';
import { reportForm } from './report.schema.ts';
import { readHandleOwner } from './shop.repository.server.ts';

/** Reports of one network in a day, and about one shop in a day: more say nothing new. */
const PER_NETWORK = 5;
const PER_SHOP = 40;

export type ReportRefusal =
	| { tag: 'fields'; faults: Faults }
	| { tag: 'not-here' }
	| { tag: 'too-many' }
	/** The field that people cannot see was filled in, or all of them within a moment. */
	| { tag: 'trap' };

/**
 * M10. A stranger reports a shop; a person decides. Nothing happens to the shop by itself, however many report it.
 * @param network the caller's address, kept only as a keyed hash of the limit
 */
export async function reportShop(
	{ db, clock, secrets, env }: Pick<OrderDeps, 'db' | 'clock' | 'secrets' | 'env'>,
	{ handle, network }: { handle: string; network: string },
	form: Record<string, string>
): Promise<Result<null, ReportRefusal>> {
	const robot = formFault(form, clock());
	if (robot === 'trap' || robot === 'too-fast') return refuse({ tag: 'trap' });
	const learnerId = await readHandleOwner(db, handle);
	const standing = learnerId === null ? undefined : await readStanding({ db, env }, learnerId);
	if (learnerId === null || !standing || !isPublic(standing.face)) return refuse({ tag: 'not-here' });
	const read = parseForm(reportForm, robot === 'old-form' ? { ...form, key: '' } : form);
	if (!read.ok) return refuse({ tag: 'fields', faults: read.faults });
	for (const [name, max] of [
		[`report:${secrets.lookup('network', network)}`, PER_NETWORK],
		[`report-shop:${handle}`, PER_SHOP]
	] as const)
		if (!(await hit(db, name, clock(), DAY, max)).ok) return refuse({ tag: 'too-many' });
	const { key, reason, words } = read.value;
	return db.transaction().execute(async (tx): Promise<Result<null, ReportRefusal>> => {
		if (!(await holdOpenLearner(tx, learnerId))) return refuse({ tag: 'not-here' });
		await insertReport(tx, { learner_id: learnerId, report_id: key, reason, words, at: clock() });
		return ok(null);
	});
}
