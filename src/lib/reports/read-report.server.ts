import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import type { Edition, ShownTable, ShownTableName } from './edition.ts';
import { findEdition, listEditions, readTable } from './edition.repository.server.ts';
import { FUNNEL } from './indicators.ts';
import { isPeriod, previousPeriod } from './period.ts';
import { makeReport, type Report, type ReportQuery } from './report.ts';
import { SHOWN_TABLES } from './report-file.server.ts';

export type ReportRefusal = { tag: 'forbidden' } | { tag: 'no_report' };

/** What a report takes from quarters before its own. */
export interface Earlier {
	earlier: ShownTable[];
	before: ShownTable | undefined;
}

/** @param quarters every closed quarter, the oldest first */
export async function readEarlier(db: Db, edition: Edition, quarters: readonly Edition[]): Promise<Earlier> {
	const before = quarters.filter(({ period }) => period < edition.period);
	const last = before.at(-1);
	const isLast = last && isPeriod(edition.period) && last.period === previousPeriod(edition.period);
	const [earlier, all] = await Promise.all([
		Promise.all(before.map((one) => readTable(db, one, 'all', FUNNEL))),
		isLast ? readTable(db, last, 'all') : undefined
	]);
	return { earlier, before: all };
}

/**
 * R1, R4. A closed quarter of the organisation as an officer sees it: read from its edition alone, so that it costs the same
 * however many people are in it.
 */
export async function readReport(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	{ period, by, ...asked }: ReportQuery
): Promise<Result<Report, ReportRefusal>> {
	if (!may(at, 'report.see')) return refuse({ tag: 'forbidden' });
	const editions = await listEditions(db, at.organisationId);
	const edition = period === undefined ? editions.at(-1) : editions.find((one) => one.period === period);
	if (!edition) return refuse({ tag: 'no_report' });
	const [all, rows, earlier] = await Promise.all([
		readTable(db, edition, 'all'),
		readTable(db, edition, by, FUNNEL),
		readEarlier(db, edition, editions)
	]);
	return ok(
		makeReport({ edition, quarters: editions.toReversed(), all, rows, ...earlier }, { by, ...asked })
	);
}

/** R4. One number of a quarter in every table that has it. @param key indicator and part */
export async function readFigure(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	key: string,
	period?: string
): Promise<
	Result<{ edition: Edition; tables: { table: ShownTableName; rows: ShownTable[string] }[] }, ReportRefusal>
> {
	if (!may(at, 'report.see')) return refuse({ tag: 'forbidden' });
	const edition =
		period === undefined
			? (await listEditions(db, at.organisationId)).at(-1)
			: await findEdition(db, at.organisationId, period);
	if (!edition) return refuse({ tag: 'no_report' });
	const tables = await Promise.all(
		SHOWN_TABLES.map(async (table) => ({ table, rows: (await readTable(db, edition, table, [key]))[key] }))
	);
	return ok({ edition, tables: tables.flatMap(({ table, rows }) => (rows ? [{ table, rows }] : [])) });
}
