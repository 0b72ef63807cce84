import type { Db } from '../platform/db.server.ts';
import { sortByName } from '../platform/name-order.ts';
import type { StaffAt } from './staff-at.server.ts';

/** Who is in a class now, by name. The caller has asked for the permission. */
export const listActiveMembers = async (
	db: Db,
	at: Pick<StaffAt, 'organisationId'>,
	cohortId: string
): Promise<{ id: string; name: string }[]> =>
	sortByName(
		(
			await db
				.selectFrom('cohort_member as m')
				.innerJoin('learner as l', 'l.learner_id', 'm.learner_id')
				.select(['m.learner_id as id', 'l.display_name as name'])
				.where('m.organisation_id', '=', at.organisationId)
				.where('m.cohort_id', '=', cohortId)
				.where('m.state', '=', 'active')
				.where('l.deleted_at', 'is', null)
				.execute()
		).map(({ id, name }) => ({ id, name: name ?? '' }))
	);
