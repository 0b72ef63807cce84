import type { Db } from '../platform/db.server.ts';
import { appealIn, type Appeal } from './appeal.ts';
import { readHistory, type Award } from './award.repository.server.ts';

/** Of one badge, with all that was said: for its holder and for administrators alone. */
export const readAppeal = async (
	db: Db,
	{ learner_id, award_id }: Pick<Award, 'learner_id' | 'award_id'>
): Promise<Appeal | null> => appealIn(await readHistory(db, learner_id, award_id));

export interface WaitingAppeal {
	awardId: string;
	badge: string;
	/** UTC milliseconds. */
	at: number;
}

const LIST_MAX = 100;

/** Badges whose holder waits for a second look, the longest first. @param allLearners over all learners */
export async function readWaitingAppeals(allLearners: Db): Promise<WaitingAppeal[]> {
	return allLearners
		.selectFrom('award_history as said')
		.innerJoin('award', (on) =>
			on
				.onRef('award.learner_id', '=', 'said.learner_id')
				.onRef('award.award_id', '=', 'said.award_id')
				.on('award.state', '<>', 'active')
		)
		.where('said.act', '=', 'appealed')
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('award_history as later')
						.select('later.at')
						.whereRef('later.learner_id', '=', 'said.learner_id')
						.whereRef('later.award_id', '=', 'said.award_id')
						.whereRef('later.at', '>', 'said.at')
				)
			)
		)
		.select(['said.award_id as awardId', 'award.badge', 'said.at'])
		.orderBy('said.at')
		.limit(LIST_MAX)
		.execute();
}
