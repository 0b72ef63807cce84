import type { Db, Tx } from '../platform/db.server.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { CohortMemberRow } from '../platform/schema.ts';
import type { Services } from '../services.server.ts';
import type { ChangeReason } from './change-reason.ts';
import type { MemberState } from './decide-entry.ts';

export interface Membership {
	learnerId: string;
	organisationId: string;
	cohortId: string;
	state: MemberState;
	at: number;
}

/**
 * What she is in a class: in her own shard and in the organisation's. Both or neither: the caller's transaction.
 * Who left and comes back is in the class again; twice is once.
 * @returns whether anything changed
 */
export async function writeEnrolment(tx: Tx, given: Membership): Promise<boolean> {
	const { learnerId, organisationId, cohortId, state, at } = given;
	const place = { learner_id: learnerId, organisation_id: organisationId, cohort_id: cohortId };
	const changed = await tx
		.insertInto('enrolment')
		.values({ ...place, state, at })
		.onConflict((c) =>
			c
				.columns(['learner_id', 'organisation_id', 'cohort_id'])
				.doUpdateSet({ state, at })
				.where('enrolment.state', '!=', state)
		)
		.returning('state')
		.executeTakeFirst();
	await tx
		.insertInto('cohort_member')
		.values({ ...place, state, since: at })
		.onConflict((c) =>
			c
				.columns(['organisation_id', 'cohort_id', 'learner_id'])
				.doUpdateSet({ state, since: at })
				.where('cohort_member.state', '!=', state)
		)
		.execute();
	return changed !== undefined;
}

/** {@link writeEnrolment}, and in her own history who did it and why (T2). @param by staff id, or her own when she came herself */
export async function changeEnrolment(
	tx: Tx,
	{ clock, random }: Pick<Services, 'clock' | 'random'>,
	given: Omit<Membership, 'at'> & { at?: number; reason: ChangeReason; by: string }
): Promise<boolean> {
	const { reason, by, ...membership } = given;
	const now = clock();
	if (!(await writeEnrolment(tx, { at: now, ...membership }))) return false;
	await tx
		.insertInto('enrolment_change')
		.values({
			learner_id: given.learnerId,
			change_id: uuidv7(now, random),
			organisation_id: given.organisationId,
			cohort_id: given.cohortId,
			at: now,
			state: given.state,
			reason: JSON.stringify(reason),
			by_person: by
		})
		.execute();
	return true;
}

export const findMembership = (db: Db, organisationId: string, cohortId: string, learnerId: string) =>
	db
		.selectFrom('cohort_member')
		.select(['learner_id', 'state', 'since'])
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.where('learner_id', '=', learnerId)
		.executeTakeFirst();

/** Everybody who is or was in the class, or asks to be; who came first first. */
export const listMembersOf = (db: Db, organisationId: string, cohortId: string) =>
	db
		.selectFrom('cohort_member')
		.select(['learner_id', 'state', 'since'])
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.orderBy('since')
		.orderBy('learner_id')
		.execute();

export async function countActive(db: Db, organisationId: string, cohortId: string): Promise<number> {
	const { n } = await db
		.selectFrom('cohort_member')
		.select((eb) => eb.fn.countAll<number | string>().as('n'))
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.where('state', '=', 'active')
		.executeTakeFirstOrThrow();
	return Number(n);
}

/** How many are what, class by class, in one query for the whole organisation. */
export async function countMembers(
	db: Db,
	organisationId: string
): Promise<Map<string, Partial<Record<CohortMemberRow['state'], number>>>> {
	const rows = await db
		.selectFrom('cohort_member')
		.select((eb) => ['cohort_id', 'state', eb.fn.countAll<number | string>().as('n')])
		.where('organisation_id', '=', organisationId)
		.groupBy(['cohort_id', 'state'])
		.execute();
	const counts = new Map<string, Partial<Record<CohortMemberRow['state'], number>>>();
	for (const { cohort_id, state, n } of rows)
		counts.set(cohort_id, { ...counts.get(cohort_id), [state]: Number(n) });
	return counts;
}

const AT_ONCE = 500;

export async function namesOf(db: Db, learnerIds: readonly string[]): Promise<Map<string, string>> {
	const names = new Map<string, string>();
	for (let from = 0; from < learnerIds.length; from += AT_ONCE)
		for (const row of await db
			.selectFrom('learner')
			.select(['learner_id', 'display_name'])
			.where('learner_id', 'in', learnerIds.slice(from, from + AT_ONCE))
			.execute())
			names.set(row.learner_id, row.display_name ?? '');
	return names;
}

/** Why each of them is what she is now in this class: the newest change of each. */
export async function lastChanges(
	db: Db,
	organisationId: string,
	cohortId: string,
	learnerIds: readonly string[]
): Promise<Map<string, { state: string; reason: string; at: number }>> {
	const last = new Map<string, { state: string; reason: string; at: number }>();
	for (let from = 0; from < learnerIds.length; from += AT_ONCE)
		for (const { learner_id, ...change } of await db
			.selectFrom('enrolment_change')
			.select(['learner_id', 'state', 'reason', 'at'])
			.where('learner_id', 'in', learnerIds.slice(from, from + AT_ONCE))
			.where('organisation_id', '=', organisationId)
			.where('cohort_id', '=', cohortId)
			.orderBy('at')
			.orderBy('change_id')
			.execute())
			last.set(learner_id, change);
	return last;
}
