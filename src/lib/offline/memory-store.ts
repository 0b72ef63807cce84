import type { Access, EventRow, PhoneStore, TableName, Work } from './store.ts';

type Rows = Record<TableName, Map<string, { id: string }>>;

/** Keeps nothing beyond the page: for tests. One transaction after another, and all of it or none. */
export function memoryStore(): PhoneStore {
	let rows: Rows = {
		profiles: new Map(),
		events: new Map(),
		notes: new Map(),
		drafts: new Map(),
		forms: new Map()
	};
	let last: Promise<unknown> = Promise.resolve();
	const run = <T>(work: Work<T>, keep: (mine: Rows) => void) => {
		const turn = last.then(async () => {
			const mine = Object.fromEntries(
				Object.entries(rows).map(([name, table]) => [name, new Map(table)])
			) as Rows;
			const result = await work(access(mine));
			keep(mine);
			return result;
		});
		last = turn.catch(() => {});
		return turn;
	};
	return {
		read: (work) => run(work, () => {}),
		write: (work) => run(work, (mine) => (rows = mine))
	};
}

function access(rows: Rows): Access {
	const log = (profile: string) =>
		([...rows.events.values()] as EventRow[])
			.filter((event) => event.profile === profile)
			.sort((a, b) => a.seq - b.seq);
	return {
		get: async <T>(table: TableName, id: string) => rows[table].get(id) as T | undefined,
		put: async (table, row) => {
			// A copy, as a database would take it: later changes of the caller's object must not show.
			const copy = structuredClone(row) as { id: string };
			rows[table].set(copy.id, copy);
		},
		drop: async (table, id) => rows[table].delete(id),
		all: async <T>(table: TableName) => [...rows[table].values()] as T[],
		log: async (profile) => log(profile),
		queue: async (profile, after = -1, most = Infinity) =>
			log(profile)
				.filter((event) => event.state === 'here' && event.seq > after)
				.slice(0, most)
	};
}
