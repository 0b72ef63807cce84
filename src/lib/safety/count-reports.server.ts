import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { DAY } from '../platform/clock.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { countBetween } from './safety.repository.server.ts';

/** Fewer could be somebody. */
const THRESHOLD = 10;
/** Of two days one could be subtracted from the other. */
const SHORTEST = 28 * DAY;

/**
 * T7. How many reports came in a period, for an organisation's report to its funders: the total alone, and nothing at all
 * where it is small or the period short.
 * @param period ms, `to` excluded; a caller offers months or quarters, never days of somebody's choice
 */
export async function countReports(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	{ from, to }: { from: number; to: number }
): Promise<Result<number | undefined, { tag: 'forbidden' }>> {
	if (!may(at, 'organisation.see')) return refuse({ tag: 'forbidden' });
	if (to - from < SHORTEST) return ok(undefined);
	const total = await countBetween(db, at.organisationId, from, to);
	return ok(total < THRESHOLD ? undefined : total);
}
