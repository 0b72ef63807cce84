import type { Selectable } from 'kysely';
import * as v from 'valibot';
import { writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import type { SentAct, SentReason } from '../../progress/index.ts';
import type { HeldStaffActRow } from '../../platform/schema.ts';
import type { Services } from '../../services.server.ts';
import { may, type StaffAt } from '../staff-at.server.ts';
import { applyAct, type RecordSent } from './apply-act.server.ts';
import * as held from './held-acts.repository.server.ts';
import { aboutHeld } from './receive-acts.server.ts';
import { currentRecord } from './sent-facts.repository.server.ts';
import { sentAct } from './sent-act.schema.ts';

/** Shown at once; the next ones come as these are decided. */
const SHOWN = 200;

/** An act of somebody who might not do it any more when it came. */
export interface HeldAct {
	staffId: string;
	/** Its time is by the server's clock. */
	act: SentAct;
	receivedAt: number;
	/** Of the learner; empty where she has told none. */
	name: string;
	reason: HeldStaffActRow['reason'];
}

const read = ({ secrets }: Pick<Services, 'secrets'>, row: Selectable<HeldStaffActRow>): SentAct => {
	const about = aboutHeld({ organisation: row.organisation_id, id: row.act_id }, row.staff_id);
	const act = v.parse(sentAct, JSON.parse(secrets.open(row.body, about)));
	return { ...act, at: row.at };
};

/** What waits for an administrator of this organisation to decide. */
export async function listHeldActs(
	services: Pick<Services, 'db' | 'secrets'>,
	at: StaffAt
): Promise<HeldAct[]> {
	if (!may(at, 'people.manage')) return [];
	const rows = await held.listHeld(services.db, at.organisationId, SHOWN);
	const names = await held.namesOf(
		services.db,
		rows.map((row) => row.learner_id)
	);
	return rows.map((row) => ({
		staffId: row.staff_id,
		act: read(services, row),
		receivedAt: row.received_at,
		name: names.get(row.learner_id) ?? '',
		reason: row.reason
	}));
}

type Undecided = { tag: 'forbidden' } | { tag: 'unknown' } | { tag: 'unkept'; reason: SentReason };

/**
 * K6. Accepts or refuses what is held. Accepted, it is done by whom it was done and when; and what it said is forgotten
 * here. The same decision again is none.
 */
export async function decideHeld(
	services: Services,
	at: StaffAt,
	given: { staffId: string; actId: string; accepts: boolean; record: RecordSent }
): Promise<Result<null, Undecided>> {
	if (!may(at, 'people.manage') || !may(at, 'learners.teach')) return refuse({ tag: 'forbidden' });
	const { db } = services;
	const { staffId, actId, accepts } = given;
	const which = { organisationId: at.organisationId, staffId, actId };
	const row = await held.findHeld(db, at.organisationId, staffId, actId);
	if (!row) return refuse({ tag: 'unknown' });
	if (row.decided_at !== null) return ok(null);
	if (accepts) {
		if (!(await held.claimHeld(db, which))) return ok(null);
		const act = { ...read(services, row), learner: await currentRecord(db, row.learner_id) };
		const sent = { staffId, act, skew: 0, happenedAt: row.at };
		const reason = await applyAct(services, at, sent, given.record);
		if (reason) {
			await held.unclaimHeld(db, which);
			return refuse({ tag: 'unkept', reason });
		}
	}
	await db.transaction().execute(async (tx) => {
		const settled = { accepted: accepts, by: at.staffId, now: services.clock() };
		if (!(await held.settleHeld(tx, which, settled))) return;
		await writeAudit(tx, services, {
			organisationId: at.organisationId,
			actor: at.staffId,
			act: accepts ? 'held_act.accepted' : 'held_act.refused',
			subject: row.learner_id,
			detail: { staff: staffId, act: actId, kind: row.kind }
		});
	});
	return ok(null);
}
