import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import type { Db } from '../platform/db.server.ts';
import type { Edition, ShownTable, ShownTableName } from './edition.ts';
import { findEdition, listEditions, readTable } from './edition.repository.server.ts';
import type { ReportRefusal } from './read-report.server.ts';
import { SHOWN_TABLES } from './report-file.server.ts';

export type Tables = Partial<Record<ShownTableName, ShownTable>>;

/** Every table of an edition. */
export async function readAllTables(db: Db, edition: Edition): Promise<Tables> {
	return Object.fromEntries(
		await Promise.all(SHOWN_TABLES.map(async (name) => [name, await readTable(db, edition, name)] as const))
	);
}

/** A quarter with all that its edition publishes: what files and programs are given. @param period the newest, when left out */
export async function readWholeReport(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	period?: string
): Promise<Result<{ edition: Edition; tables: Tables }, ReportRefusal>> {
	if (!may(at, 'report.see')) return refuse({ tag: 'forbidden' });
	const edition =
		period === undefined
			? (await listEditions(db, at.organisationId)).at(-1)
			: await findEdition(db, at.organisationId, period);
	if (!edition) return refuse({ tag: 'no_report' });
	return ok({ edition, tables: await readAllTables(db, edition) });
}
