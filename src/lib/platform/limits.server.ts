import type { Db } from './db.server.ts';
import { ok, refuse, type Result } from './result.ts';

export interface TooMany {
	tag: 'too_many';
	/** When the next window opens. */
	retryAt: number;
}

/**
 * Counts one use of `name` in the window that holds `now`. A row, so that every process sees the same count.
 * @param name what is limited and for whom; nothing personal in clear
 * @returns how many uses are left, or when to come again
 */
export async function hit(
	db: Db,
	name: string,
	now: number,
	windowMs: number,
	max: number
): Promise<Result<{ left: number }, TooMany>> {
	const windowStart = now - (now % windowMs);
	const { hits } = await db
		.insertInto('rate_limit')
		.values({ name, window_start: windowStart, hits: 1 })
		.onConflict((c) =>
			c.columns(['name', 'window_start']).doUpdateSet((eb) => ({ hits: eb('rate_limit.hits', '+', 1) }))
		)
		.returning('hits')
		.executeTakeFirstOrThrow();
	return hits > max ? refuse({ tag: 'too_many', retryAt: windowStart + windowMs }) : ok({ left: max - hits });
}

/** Old windows are of no use to anybody. */
export const forgetHits = (db: Db, before: number) =>
	db.deleteFrom('rate_limit').where('window_start', '<', before).execute();

/** Takes back one use that {@link hit} counted at `at`: what was right is not held against anybody. */
export const giveBack = (db: Db, name: string, at: number, windowMs: number) =>
	db
		.updateTable('rate_limit')
		.set((eb) => ({ hits: eb('hits', '-', 1) }))
		.where('name', '=', name)
		.where('window_start', '=', at - (at % windowMs))
		.where('hits', '>', 0)
		.execute();
