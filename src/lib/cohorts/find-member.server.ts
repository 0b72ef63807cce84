import type { Services } from '../services.server.ts';
import { listActiveMembers } from './meeting.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** A learner of a class, as staff of that class may see her: never her phone number. */
export interface Member {
	id: string;
	/** Empty where she has told none. */
	name: string;
	state: 'asked' | 'queued' | 'active' | 'left' | 'moved' | 'refused';
	/** Since when she is what she is in this class. */
	since: number;
	tileSeed: number;
	/** Whether a phone number of hers is known; which it is, is another permission's (T6). */
	hasNumber: boolean;
}

/** T1. Whoever is or was in this class of this organisation; nobody else, whether or not such a learner exists. */
export async function findMember(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	cohortId: string,
	learnerId: string
): Promise<Member | undefined> {
	if (!may(at, 'class.see', cohortId)) return undefined;
	const row = await db
		.selectFrom('cohort_member as m')
		.innerJoin('learner as l', 'l.learner_id', 'm.learner_id')
		.select(['m.learner_id as id', 'm.state', 'm.since', 'l.display_name as name', 'l.tile_seed as tileSeed'])
		.select(({ eb }) => eb('l.contact', 'is not', null).as('hasNumber'))
		.where('m.organisation_id', '=', at.organisationId)
		.where('m.cohort_id', '=', cohortId)
		.where('m.learner_id', '=', learnerId)
		.where('m.state', 'in', ['active', 'left', 'moved'])
		.where('l.deleted_at', 'is', null)
		.executeTakeFirst();
	return row && { ...row, name: row.name ?? '', hasNumber: Boolean(row.hasNumber) };
}

/** T1. Names of everybody who is in the class now, in order; for those who look after its learners. */
export async function listClassNames(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	cohortId: string
): Promise<{ id: string; name: string }[]> {
	if (!may(at, 'learners.manage', cohortId)) return [];
	const members = await listActiveMembers(db, at.organisationId, cohortId);
	return members.map(({ id, name }) => ({ id, name }));
}
