/** R3. What is not protected: numbers of quarters that are not closed, and who is behind a number. Each look is audited. */
import { writeAudit } from '#lib/accounts/index.server.ts';
import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { MINUTE } from '../platform/clock.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { orderedKeys } from './edition.ts';
import { MEETINGS } from './indicators.ts';
import { readLag } from './facts.repository.server.ts';
import { closesAt, isPeriod, periodOf, previousPeriod, type Period } from './period.ts';
import { splitKey, tallyKey } from './tally.ts';

export interface LiveQuarter {
	period: Period;
	closes: number;
	/** True numbers of people. */
	lines: { key: string; people: number }[];
}

export interface Live {
	quarters: LiveQuarter[];
	/** What came in before then is counted, UTC ms; null: all but the work of the last minutes, see {@link LATE}. */
	countedUntil: number | null;
}

type Forbidden = { tag: 'forbidden' };

/**
 * Counting is late only when it has not come for so long: within the minute in which it is counted, a change is not told of. Telling
 * about trouble is a change too, and whoever looks again and again would see it come (T7).
 */
export const LATE = 10 * MINUTE;

/** T7. Who told about trouble, nobody learns from a number that runs; that and who did not allow counting opens no names. */
const TROUBLED = 'troubled';
const CLOSED = [TROUBLED, 'uncounted', MEETINGS];

/** The quarter that runs, and the one before it while its late work is waited for. */
export async function readLive(
	services: Pick<Services, 'db' | 'allLearners' | 'engine' | 'clock' | 'random'>,
	at: StaffAt
): Promise<Result<Live, Forbidden>> {
	if (!may(at, 'report.names')) return refuse({ tag: 'forbidden' });
	const { allLearners, clock, engine } = services;
	const now = clock();
	const current = periodOf(now, at.zone);
	const open = [current, previousPeriod(current)].filter((period) => closesAt(period, at.zone) > now);
	const rows = await allLearners
		.selectFrom('report_fact')
		.select(({ fn }) => ['period', 'indicator', 'part', fn.countAll<number | string>().as('people')])
		.where('organisation_id', '=', at.organisationId)
		.where('period', 'in', open)
		.where('indicator', '!=', TROUBLED)
		.groupBy(['period', 'indicator', 'part'])
		.execute();
	await services.db.transaction().execute((tx) =>
		writeAudit(tx, services, {
			organisationId: at.organisationId,
			actor: at.staffId,
			act: 'report.live_read',
			subject: at.organisationId
		})
	);
	const { oldest } = await readLag(allLearners, engine);
	return ok({
		quarters: open.map((period) => {
			const people = new Map(
				rows
					.filter((row) => row.period === period)
					.map((row) => [tallyKey(row.indicator, row.part), Number(row.people)])
			);
			return {
				period,
				closes: closesAt(period, at.zone),
				lines: orderedKeys([...people.keys()]).map((key) => ({ key, people: people.get(key)! }))
			};
		}),
		countedUntil: oldest !== null && oldest > LATE ? now - oldest : null
	});
}

/** A page of people; whoever wants more opens the class. */
export const MOST_NAMES = 200;

export interface Behind {
	learnerId: string;
	/** '' where she has not told one. */
	name: string;
	cohortId: string;
	at: number;
	value: number | null;
	band: string;
}

/** The people of one number of one quarter, the newest first. */
export async function readBehind(
	services: Pick<Services, 'db' | 'allLearners' | 'clock' | 'random'>,
	at: StaffAt,
	{ period, key }: { period: string; key: string }
): Promise<Result<{ people: Behind[]; more: boolean }, Forbidden | { tag: 'unknown' }>> {
	if (!may(at, 'report.names')) return refuse({ tag: 'forbidden' });
	const { indicator, part } = splitKey(key);
	if (!isPeriod(period) || CLOSED.includes(indicator)) return refuse({ tag: 'unknown' });
	const rows = await services.allLearners
		.selectFrom('report_fact as f')
		.innerJoin('learner as l', 'l.learner_id', 'f.learner_id')
		.select(['f.learner_id', 'l.display_name', 'f.cohort_id', 'f.at', 'f.value', 'f.band'])
		.where('f.organisation_id', '=', at.organisationId)
		.where('f.period', '=', period)
		.where('f.indicator', '=', indicator)
		.where('f.part', '=', part)
		.orderBy('f.at', 'desc')
		.orderBy('f.learner_id')
		.limit(MOST_NAMES + 1)
		.execute();
	await services.db.transaction().execute((tx) =>
		writeAudit(tx, services, {
			organisationId: at.organisationId,
			actor: at.staffId,
			act: 'report.names_opened',
			subject: at.organisationId,
			detail: { indicator, part, period, people: Math.min(rows.length, MOST_NAMES) }
		})
	);
	return ok({
		people: rows.slice(0, MOST_NAMES).map((row) => ({
			learnerId: row.learner_id,
			name: row.display_name ?? '',
			cohortId: row.cohort_id,
			at: row.at,
			value: row.value,
			band: row.band
		})),
		more: rows.length > MOST_NAMES
	});
}
