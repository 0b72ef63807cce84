import { KINDS, ownTables, type Kind } from './own-tables.ts';

/** How much is held of each kind, for the page: rows that stand for something of hers, not those that only serve them. */
export const countOwnData = (kinds: Record<Kind, Record<string, readonly unknown[]>>): [Kind, number][] =>
	KINDS.map((kind) => [
		kind,
		Object.entries(kinds[kind])
			.filter(([table]) => ownTables[table] && !ownTables[table].aside)
			.reduce((sum, [, rows]) => sum + rows.length, 0)
	]);
