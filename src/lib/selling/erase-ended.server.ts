import { DAY } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { deleteAbandonedAnswers } from './opening/answer.repository.server.ts';
import { deleteDecidedReports } from './report.repository.server.ts';
import { deleteArrived, deleteForClosed } from './webhooks/delivery.repository.server.ts';

/** News that has arrived, and notices that went out: long enough to look up what a marketplace says that it misses. */
export const NEWS_LASTS = 30 * DAY;
/** A decided report, with a stranger's words: long enough for the seller to object. The decision itself is in the audit. */
export const REPORT_LASTS = 90 * DAY;
/** Answers of a shop that was not opened, her number among them, after the last one. */
export const ANSWERS_LAST = 90 * DAY;

/**
 * Erases what has ended, and what waits for an endpoint that was closed while it was written down.
 * @param allLearners walks all learners: for the job only
 * @returns how many rows are gone
 */
export async function eraseEnded(allLearners: Db, now: number): Promise<number> {
	return (
		(await deleteArrived(allLearners, now - NEWS_LASTS)) +
		(await deleteForClosed(allLearners)) +
		(await deleteDecidedReports(allLearners, now - REPORT_LASTS)) +
		(await deleteAbandonedAnswers(allLearners, now - ANSWERS_LAST))
	);
}
