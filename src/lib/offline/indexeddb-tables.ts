import { ORDERS, type Access, type TableName, type Tables } from './tables.ts';

const NAMES: TableName[] = ['profiles', 'events', 'meta', 'drafts'];

const asked = <T>(request: IDBRequest<T>) =>
	new Promise<T>((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});

function create(db: IDBDatabase): void {
	for (const name of NAMES) {
		const store = db.createObjectStore(name, {
			keyPath: name === 'profiles' || name === 'events' ? 'id' : 'name'
		});
		if (name === 'events')
			for (const [order, fields] of Object.entries(ORDERS)) store.createIndex(order, [...fields]);
	}
}

/**
 * The database 'qadam', version 1. Hand-written because the whole script of a lesson has 3 KB.
 * @throws where the browser has no IndexedDB or refuses it (private windows)
 */
export async function openIndexedDb(name = 'qadam'): Promise<Tables> {
	const opening = indexedDB.open(name, 1);
	opening.onupgradeneeded = () => create(opening.result);
	const db = await asked(opening);
	// A newer version of the app in another tab must not wait for this one.
	db.onversionchange = () => db.close();
	return {
		lasting: true,
		async run(mode, work) {
			// `durability`: IndexedDB is relaxed by default since Chrome 121 (S1).
			const tx = db.transaction(NAMES, mode, { durability: 'strict' });
			const complete = new Promise<void>((resolve, reject) => {
				tx.oncomplete = () => resolve();
				tx.onabort = () => reject(tx.error ?? new Error('aborted'));
			});
			const worked = work(access(tx)).catch((fault: unknown) => {
				// An aborted transaction refuses a second abort.
				if (!tx.error) tx.abort();
				throw fault;
			});
			const [result] = await Promise.all([worked, complete]);
			return result;
		}
	};
}

const access = (tx: IDBTransaction): Access => ({
	get: (table, key) => asked(tx.objectStore(table).get(key)),
	put: (table, value) => asked(tx.objectStore(table).put(value)),
	remove: (table, key) => asked(tx.objectStore(table).delete(key)),
	all: (table) => asked(tx.objectStore(table).getAll()),
	list: (order, prefix, after = 0, most) =>
		asked(
			tx
				.objectStore('events')
				.index(order)
				.getAll(IDBKeyRange.bound([...prefix, after], [...prefix, Infinity], true), most)
		)
});
