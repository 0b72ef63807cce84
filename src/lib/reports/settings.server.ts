import type { Db } from '../platform/db.server.ts';

/** M5. Counts under it are hidden, where the organisation has not chosen another. */
export const THRESHOLD = 10;
/** M5. No organisation shows fewer. */
export const LEAST_THRESHOLD = 5;
export const MOST_THRESHOLD = 100;

/** From how many persons on an organisation's reports show a number. */
export async function readThreshold(db: Db, organisationId: string): Promise<number> {
	const row = await db
		.selectFrom('organisation')
		.select('details')
		.where('organisation_id', '=', organisationId)
		.executeTakeFirst();
	const { reportThreshold } = JSON.parse(row?.details ?? '{}') as { reportThreshold?: unknown };
	return typeof reportThreshold === 'number' &&
		Number.isInteger(reportThreshold) &&
		reportThreshold >= LEAST_THRESHOLD &&
		reportThreshold <= MOST_THRESHOLD
		? reportThreshold
		: THRESHOLD;
}
