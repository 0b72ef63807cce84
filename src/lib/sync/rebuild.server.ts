import type { Db } from '../platform/db.server.ts';
import type { Projector } from '../progress/index.server.ts';
import { judgeBody } from '../progress/index.server.ts';
import { project } from './ingest.server.ts';
import * as log from './log.repository.server.ts';

export interface Rebuilt {
	learners: number;
	events: number;
	/** Events of a newer app that this version can now count (S3). */
	redeemed: number;
}

/**
 * P3. Makes every projection anew from the log, one learner and one transaction at a time, while serving.
 * On an unchanged log it changes nothing; after an upgrade it counts what was deferred.
 * @param db a connection that may walk all learners
 */
export async function rebuild(
	db: Db,
	projectors: readonly Projector[],
	progress: (done: number) => void = () => {}
): Promise<Rebuilt> {
	const total: Rebuilt = { learners: 0, events: 0, redeemed: 0 };
	for (let after = ''; ;) {
		const page = await db
			.selectFrom('learner_head')
			.select('learner_id')
			.where('learner_id', '>', after)
			.orderBy('learner_id')
			.limit(200)
			.execute();
		for (const { learner_id } of page) {
			const one = await rebuildLearner(db, projectors, learner_id);
			total.learners++;
			total.events += one.events;
			total.redeemed += one.redeemed;
			after = learner_id;
		}
		progress(total.learners);
		if (page.length < 200) return total;
	}
}

export const rebuildLearner = (db: Db, projectors: readonly Projector[], learnerId: string) =>
	db.transaction().execute(async (tx) => {
		await log.lockHead(tx, learnerId);
		let redeemed = 0;
		for await (const event of log.readLog(tx, learnerId, 'deferred'))
			if (judgeBody(event.kind, event.v, event.body).verdict === 'valid') {
				await log.acceptDeferred(tx, learnerId, event.pos);
				redeemed++;
			}
		for (const projector of projectors) await projector.reset(tx, learnerId);
		let events = 0;
		for await (const page of log.readLogPages(tx, learnerId, 'accepted')) {
			await project(tx, projectors, page);
			events += page.length;
		}
		return { events, redeemed };
	});
