import type { Insertable } from 'kysely';
import type { Db, Tx } from '../platform/db.server.ts';
import type { CourseVersionRow, EditionPartRow, EditionRow, PartRow } from '../platform/schema.ts';

/** A version's body is written once; going live again changes only when it last did. */
export const saveVersion = (db: Db, row: CourseVersionRow) =>
	db
		.insertInto('course_version')
		.values(row)
		.onConflict((c) => c.columns(['course', 'version']).doUpdateSet({ published_at: row.published_at }))
		.execute();

/** In the order in which they last went live. */
export const readVersions = (db: Db) =>
	db
		.selectFrom('course_version')
		.select(['course', 'version', 'body', 'published_at'])
		.orderBy('published_at')
		.orderBy('version')
		.execute();

export const findEdition = (db: Db, edition: string) =>
	db.selectFrom('edition').select(['edition', 'current']).where('edition', '=', edition).executeTakeFirst();

/** Which of these parts stand in the store already (C2). */
export async function knownParts(db: Db, hashes: readonly string[]): Promise<Set<string>> {
	if (hashes.length === 0) return new Set();
	const rows = await db.selectFrom('part').select('sha256').where('sha256', 'in', hashes).execute();
	return new Set(rows.map((r) => r.sha256));
}

export async function saveEdition(
	tx: Tx,
	edition: Omit<EditionRow, 'current'>,
	entries: readonly Omit<EditionPartRow, 'edition'>[],
	parts: readonly Insertable<PartRow>[]
): Promise<void> {
	for (const part of parts)
		await tx
			.insertInto('part')
			.values(part)
			.onConflict((c) => c.column('sha256').doNothing())
			.execute();
	await tx
		.insertInto('edition')
		.values({ ...edition, current: 0 })
		.onConflict((c) => c.column('edition').doNothing())
		.execute();
	for (const entry of entries)
		await tx
			.insertInto('edition_part')
			.values({ edition: edition.edition, ...entry })
			.onConflict((c) => c.columns(['edition', 'path']).doNothing())
			.execute();
}

/** One current edition for a course and language. */
export async function makeCurrent(
	tx: Tx,
	{ course, lang, edition }: Pick<EditionRow, 'course' | 'lang' | 'edition'>
) {
	await tx
		.updateTable('edition')
		.set({ current: 0 })
		.where('course', '=', course)
		.where('lang', '=', lang)
		.where('edition', '!=', edition)
		.where('current', '=', 1)
		.execute();
	await tx.updateTable('edition').set({ current: 1 }).where('edition', '=', edition).execute();
}

/** Editions of courses that are shown no more are no longer served; they stay stored. @param courses ids, `_app` with them */
export const retireOthers = (db: Db, courses: readonly string[]) =>
	db
		.updateTable('edition')
		.set({ current: 0 })
		.where('course', 'not in', courses)
		.where('current', '=', 1)
		.execute();

export const readCurrentEditions = (db: Db) =>
	db.selectFrom('edition').selectAll().where('current', '=', 1).orderBy('edition').execute();

/** The newest part that was ever published at this address. */
export const findFormerPart = (db: Db, path: string) =>
	db
		.selectFrom('edition_part')
		.innerJoin('edition', 'edition.edition', 'edition_part.edition')
		.innerJoin('part', 'part.sha256', 'edition_part.sha256')
		.select(['edition_part.headers', 'part.sha256', 'part.raw', 'part.br', 'part.gz'])
		.where('edition_part.path', '=', path)
		.orderBy('edition.published_at', 'desc')
		.limit(1)
		.executeTakeFirst();

export const readCurrentParts = (db: Db) =>
	db
		.selectFrom('edition_part')
		.innerJoin('edition', 'edition.edition', 'edition_part.edition')
		.innerJoin('part', 'part.sha256', 'edition_part.sha256')
		.select([
			'edition_part.path',
			'edition_part.headers',
			'part.sha256',
			'part.type',
			'part.raw',
			'part.br',
			'part.gz'
		])
		.where('edition.current', '=', 1)
		.execute();
