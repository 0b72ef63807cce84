import type { Db, Tx } from '../platform/db.server.ts';
import { orderedKeys, type Edition, type ShownTable, type ShownTableName } from './edition.ts';

const ROWS_AT_ONCE = 200;

interface EditionRow {
	period: string;
	edition: number;
	made_at: number;
	threshold: number;
}

const editionOf = (organisationId: string, row: EditionRow): Edition => ({
	organisationId,
	period: row.period,
	edition: row.edition,
	madeAt: row.made_at,
	threshold: row.threshold
});

/** The newest edition of a quarter, or the one with this number. */
export async function findEdition(
	db: Db,
	organisationId: string,
	period: string,
	edition?: number
): Promise<Edition | undefined> {
	const row = await db
		.selectFrom('report_edition')
		.select(['period', 'edition', 'made_at', 'threshold'])
		.where('organisation_id', '=', organisationId)
		.where('period', '=', period)
		.$if(edition !== undefined, (query) => query.where('edition', '=', edition!))
		.orderBy('edition', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row && editionOf(organisationId, row);
}

/** The newest edition of each quarter, the oldest quarter first. */
export async function listEditions(db: Db, organisationId: string): Promise<Edition[]> {
	const rows = await db
		.selectFrom('report_edition')
		.select(['period', 'edition', 'made_at', 'threshold'])
		.where('organisation_id', '=', organisationId)
		.orderBy('period')
		.orderBy('edition')
		.execute();
	const newest = new Map(rows.map((row) => [row.period, editionOf(organisationId, row)]));
	return [...newest.values()];
}

/** @param figures only of these indicators and parts; all, when left out */
export async function readTable(
	db: Db,
	{ organisationId, period, edition }: Edition,
	name: ShownTableName,
	figures?: readonly string[]
): Promise<ShownTable> {
	if (figures && !figures.length) return {};
	const rows = await db
		.selectFrom('report_table')
		.select(['figure', 'body'])
		.where('organisation_id', '=', organisationId)
		.where('period', '=', period)
		.where('edition', '=', edition)
		.where('name', '=', name)
		.$if(figures !== undefined, (query) => query.where('figure', 'in', figures!))
		.execute();
	const read = new Map(rows.map(({ figure, body }) => [figure, JSON.parse(body) as ShownTable[string]]));
	return Object.fromEntries(orderedKeys([...read.keys()]).map((key) => [key, read.get(key)!]));
}

/** How many people contributed what, by keyed hash, to an edition. */
export async function readCounted(
	db: Db,
	{ organisationId, period, edition }: Edition
): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('report_counted')
		.select(['contribution', 'people'])
		.where('organisation_id', '=', organisationId)
		.where('period', '=', period)
		.where('edition', '=', edition)
		.execute();
	return new Map(rows.map(({ contribution, people }) => [contribution, people]));
}

export interface NewEdition extends Edition {
	madeBy: string;
	settings: object;
	tables: Partial<Record<ShownTableName, ShownTable>>;
	counted: ReadonlyMap<string, number>;
}

/** @returns false where another process has made this one meanwhile: then nothing is written */
export async function insertEdition(tx: Tx, made: NewEdition): Promise<boolean> {
	const key = { organisation_id: made.organisationId, period: made.period, edition: made.edition };
	const inserted = await tx
		.insertInto('report_edition')
		.values({
			...key,
			made_at: made.madeAt,
			threshold: made.threshold,
			settings: JSON.stringify(made.settings),
			made_by: made.madeBy
		})
		.onConflict((c) => c.doNothing())
		.returning('edition')
		.executeTakeFirst();
	if (!inserted) return false;
	const tables = Object.entries(made.tables).flatMap(([name, table]) =>
		Object.entries(table).map(([figure, rows]) => ({ ...key, name, figure, body: JSON.stringify(rows) }))
	);
	for (let from = 0; from < tables.length; from += ROWS_AT_ONCE)
		await tx
			.insertInto('report_table')
			.values(tables.slice(from, from + ROWS_AT_ONCE))
			.execute();
	const rows = [...made.counted].map(([contribution, people]) => ({ ...key, contribution, people }));
	for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
		await tx
			.insertInto('report_counted')
			.values(rows.slice(from, from + ROWS_AT_ONCE))
			.execute();
	// Only against the newest edition is anything compared.
	await tx
		.deleteFrom('report_counted')
		.where('organisation_id', '=', made.organisationId)
		.where('period', '=', made.period)
		.where('edition', '<', made.edition)
		.execute();
	return true;
}
