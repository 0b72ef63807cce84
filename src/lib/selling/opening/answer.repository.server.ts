import type { Db } from '../../platform/db.server.ts';
import type { Answer } from './check-answer.server.ts';
import { isOpenStep, type OpenStep } from './steps.ts';

export type Answers = Partial<Record<OpenStep, Answer>>;

/** What she has answered so far; `{}` where she passed over a question. */
export async function readAnswers(db: Db, learnerId: string): Promise<Answers> {
	const rows = await db
		.selectFrom('shop_answer')
		.select(['step', 'body'])
		.where('learner_id', '=', learnerId)
		.execute();
	// A question of a newer or older server is left alone.
	return Object.fromEntries(
		rows.flatMap(({ step, body }) => (isOpenStep(step) ? [[step, JSON.parse(body) as Answer]] : []))
	);
}

/** The last answer to a question counts; the same one twice is one. */
export const putAnswer = (db: Db, learnerId: string, step: OpenStep, answer: Answer, at: number) =>
	db
		.insertInto('shop_answer')
		.values({ learner_id: learnerId, step, body: JSON.stringify(answer), at })
		.onConflict((c) => c.columns(['learner_id', 'step']).doUpdateSet({ body: JSON.stringify(answer), at }))
		.execute();

export const dropAnswers = (db: Db, learnerId: string) =>
	db.deleteFrom('shop_answer').where('learner_id', '=', learnerId).execute();

/** All answers of those who gave the last one before a time: walks all learners, for the job. @returns how many */
export async function deleteAbandonedAnswers(allLearners: Db, before: number): Promise<number> {
	const gone = await allLearners
		.deleteFrom('shop_answer')
		.where('learner_id', 'not in', (of) =>
			of.selectFrom('shop_answer as lately').select('lately.learner_id').where('lately.at', '>=', before)
		)
		.executeTakeFirst();
	return Number(gone.numDeletedRows);
}
