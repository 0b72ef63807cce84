import type { Db } from '../platform/db.server.ts';

/** Badges that stand now, of who is in a class now. What was taken back is not among them. */
export const listStandingAwards = (db: Db, organisationId: string, cohortId: string) =>
	db
		.selectFrom('cohort_member as m')
		.innerJoin('learner as l', 'l.learner_id', 'm.learner_id')
		.innerJoin('award as a', 'a.learner_id', 'm.learner_id')
		.select([
			'm.learner_id as learnerId',
			'l.display_name as name',
			'l.tile_seed as tileSeed',
			'a.award_id as awardId',
			'a.badge',
			'a.course',
			'a.criterion_version as version',
			'a.awarded_at as awardedAt'
		])
		.where('m.organisation_id', '=', organisationId)
		.where('m.cohort_id', '=', cohortId)
		.where('m.state', '=', 'active')
		.where('l.deleted_at', 'is', null)
		.where('l.merged_into', 'is', null)
		.where('a.state', '=', 'active')
		.orderBy('m.learner_id')
		.execute();
