import { ORDERS, type Access, type TableName, type Tables } from './tables.ts';

type Row = Record<string, unknown>;

/** For browsers that keep nothing, and for tests. One transaction after another, and all of it or none. */
export function memoryTables(): Tables {
	let rows: Record<TableName, Map<string, Row>> = {
		profiles: new Map(),
		events: new Map(),
		meta: new Map(),
		drafts: new Map()
	};
	let last: Promise<unknown> = Promise.resolve();
	return {
		lasting: false,
		run(mode, work) {
			const turn = last.then(async () => {
				const mine = Object.fromEntries(
					Object.entries(rows).map(([name, table]) => [name, new Map(table)])
				) as typeof rows;
				const result = await work(access(mine));
				if (mode === 'readwrite') rows = mine;
				return result;
			});
			last = turn.catch(() => {});
			return turn;
		}
	};
}

const access = (rows: Record<TableName, Map<string, Row>>): Access => ({
	get: async <T>(table: TableName, key: string) => rows[table].get(key) as T | undefined,
	put: async (table, value) => {
		// A copy, as a database would take it: later changes of the caller's object must not show.
		const row = JSON.parse(JSON.stringify(value)) as Row;
		rows[table].set(String(row.id ?? row.name), row);
	},
	remove: async (table, key) => rows[table].delete(key),
	all: async <T>(table: TableName) => [...rows[table].values()] as T[],
	list: async <T>(order: keyof typeof ORDERS, prefix: string[], after = 0, most = Infinity) =>
		[...rows.events.values()]
			.filter((row) => prefix.every((part, i) => row[ORDERS[order][i]!] === part) && Number(row.seq) > after)
			.sort((a, b) => Number(a.seq) - Number(b.seq))
			.slice(0, most) as T[]
});
