import type { Kysely } from 'kysely';
import type { Db } from './db.server.ts';
import { logError } from './log.server.ts';
import type { Schema } from './schema.ts';
import type { Secrets } from './secrets.server.ts';

/** A column that holds what {@link Secrets.seal} made. Each module names its own; lib/reseal.server.ts walks them all. */
export interface SealedField {
	table: keyof Schema;
	/** Its primary key. */
	key: readonly string[];
	column: string;
	/** What the text is bound to. */
	about(row: Readonly<Record<string, string>>): string;
	/** Where the text stands in JSON: the name before it. */
	named?: string;
}

export interface Resealed {
	/** Texts that the newest key seals now. */
	done: number;
	/** Texts that no key opens: they stay as they are. */
	unopened: number;
}

/** Rows of one transaction: others that write wait no longer than for these. */
const AT_ONCE = 100;

/** How the column looks when this key has sealed it; without a key, when anything is sealed in it. */
const like = ({ named }: SealedField, key?: number): string => {
	const begins = key === undefined ? '' : `${key}.`;
	return named === undefined ? `${begins}%` : `%"${named}":"${begins}%`;
};

/** Tables and columns are known here by name alone. */
const loosely = (db: Db) => db as unknown as Kysely<Record<string, Record<string, string>>>;

const notOf = (db: Db, field: SealedField, key: number) =>
	loosely(db)
		.selectFrom(field.table)
		.where(field.column, '!=', '')
		.where(field.column, 'like', like(field))
		.where(field.column, 'not like', like(field, key));

/** How many texts of a field an older key has sealed. */
export const countOlder = async (db: Db, field: SealedField, newest: number): Promise<number> =>
	Number(
		(
			await notOf(db, field, newest)
				.select((eb) => eb.fn.countAll<number>().as('n'))
				.executeTakeFirstOrThrow()
		).n
	);

/** What is sealed in a column, and the column with it sealed anew. */
function partsOf({ named, column }: SealedField, row: Record<string, string>) {
	const text = row[column]!;
	if (named === undefined) return { sealed: text, with: (fresh: string) => fresh };
	const isIt = (name: string, value: unknown) => name === named && typeof value === 'string';
	let sealed = '';
	JSON.parse(text, (name, value: string) => (isIt(name, value) ? (sealed = value) : value));
	const put = (fresh: string) =>
		JSON.stringify(JSON.parse(text, (name, value: unknown) => (isIt(name, value) ? fresh : value)));
	return { sealed, with: put };
}

/** @returns nothing where no key opens it */
function opened(secrets: Secrets, field: SealedField, sealed: string, about: string): string | undefined {
	try {
		return secrets.open(sealed, about);
	} catch (error) {
		logError('a sealed field could not be opened', error, { table: field.table });
		return undefined;
	}
}

/**
 * Seals a field with the newest key, wherever an older one has. It may be broken off at any time and be run by several at once:
 * what is left is what still names an older key, and a row that has changed since it was read is left to the next look.
 * @param db of all learners
 */
export async function reseal(db: Db, secrets: Secrets, field: SealedField): Promise<Resealed> {
	const newest = secrets.newest();
	const told: Resealed = { done: 0, unopened: 0 };
	for (;;) {
		const rows = await db.transaction().execute(async (tx) => {
			let query = notOf(tx, field, newest).select([...field.key, field.column]);
			for (const column of field.key) query = query.orderBy(column);
			// Those that no key opens come again each time, before what is left.
			const found = await query.offset(told.unopened).limit(AT_ONCE).execute();
			for (const row of found) {
				const { sealed, with: put } = partsOf(field, row);
				const about = field.about(row);
				const plain = opened(secrets, field, sealed, about);
				if (plain === undefined) {
					told.unopened++;
					continue;
				}
				const fresh = put(secrets.seal(plain, about));
				let update = loosely(tx)
					.updateTable(field.table)
					.set({ [field.column]: fresh })
					.where(field.column, '=', row[field.column]!);
				for (const column of field.key) update = update.where(column, '=', row[column]!);
				told.done += Number((await update.executeTakeFirst()).numUpdatedRows);
			}
			return found.length;
		});
		if (rows === 0) return told;
	}
}
