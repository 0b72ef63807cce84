import type { Access, PhoneStore, Work } from './store.ts';

const TABLES = ['profiles', 'events', 'notes', 'drafts', 'forms'];

const asked = <T>(request: IDBRequest<T>) =>
	new Promise<T>((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});

/**
 * The database 'phone', version 1. Hand-written because the whole script of a lesson has 3 KB. It stays at version 1: a page
 * of an older app that is still open could not open a newer one. What needs another table gets a database of its own.
 * @throws where the browser has no IndexedDB or refuses it (private windows)
 */
export async function openIndexedDb(name = 'phone'): Promise<PhoneStore> {
	const going = new Set<IDBTransaction>();
	// A page that is laid aside for Back stands still with what it is at, and in WebKit that holds up every other page and
	// the worker for as long as it lies there. So nothing is left half-way; a page that comes back begins anew (islands/quick-hide.ts).
	addEventListener('pagehide', ({ persisted }) => persisted && going.forEach((tx) => tx.abort()));
	const opening = indexedDB.open(name);
	opening.onupgradeneeded = () => {
		going.add(opening.transaction!);
		const [, events] = TABLES.map((table) => opening.result.createObjectStore(table, { keyPath: 'id' }));
		events!.createIndex('log', ['profile', 'seq']);
		events!.createIndex('queue', ['state', 'profile', 'seq']);
	};
	const db = await asked(opening);
	going.clear();
	const run =
		(mode: IDBTransactionMode) =>
		<T>(work: Work<T>) =>
			new Promise<T>((resolve, reject) => {
				// IndexedDB is relaxed by default since Chrome 121 (S1).
				const tx = db.transaction(TABLES, mode, { durability: 'strict' });
				let result: T;
				going.add(tx);
				tx.oncomplete = () => {
					going.delete(tx);
					resolve(result);
				};
				tx.onabort = () => {
					going.delete(tx);
					reject(tx.error);
				};
				work(access(tx))
					.then(
						(done) => (result = done),
						(fault) => {
							reject(fault);
							tx.abort();
						}
					)
					// It is over already where the storage was erased.
					.catch(() => {});
			});
	return { read: run('readonly'), write: run('readwrite') };
}

function access(tx: IDBTransaction): Access {
	const from = (order: string, prefix: string[], after = -1, most?: number) =>
		asked(
			tx
				.objectStore('events')
				.index(order)
				.getAll(IDBKeyRange.bound([...prefix, after], [...prefix, []], true), most)
		);
	return {
		get: (table, id) => asked(tx.objectStore(table).get(id)),
		put: (table, row) => asked(tx.objectStore(table).put(row)),
		drop: (table, id) => asked(tx.objectStore(table).delete(id)),
		all: (table) => asked(tx.objectStore(table).getAll()),
		log: (profile) => from('log', [profile]),
		queue: (profile, after, most) => from('queue', ['here', profile], after, most)
	};
}
