import type { SentReason } from '../progress/index.ts';
import type { Lock } from '../offline/index.ts';

/** How her key is sealed, whose it is, and when she last opened it. */
export interface LockRow {
	id: 'lock';
	staff: string;
	lock: Omit<Lock, 'kind'>;
	/** By the phone's clock, UTC ms. */
	seenAt: number;
}

/** A class that is kept, sealed: {@link KeptClass}. */
export interface ClassRow {
	id: `class:${string}`;
	box: Uint8Array;
	/** Characters of what is sealed, for what is said of its size. */
	size: number;
}

/** An act of hers, sealed. Its state lies in the clear: how much waits is said before she has opened. */
export interface ActRow {
	id: `act:${string}`;
	/** Of this phone, 1, 2, 3 …: the order in which she did them. */
	seq: number;
	state: 'waiting' | 'held' | 'refused';
	reason?: SentReason;
	box: Uint8Array;
}

export type ClassPhoneRow = LockRow | ClassRow | ActRow;

/** Where it lies. Each call is one transaction: all of it, or nothing. */
export interface ClassStore {
	all(): Promise<ClassPhoneRow[]>;
	write(change: { put?: readonly ClassPhoneRow[]; drop?: readonly string[] }): Promise<void>;
}

export const isLock = (row: ClassPhoneRow): row is LockRow => row.id === 'lock';
export const isClass = (row: ClassPhoneRow): row is ClassRow => row.id.startsWith('class:');
export const isAct = (row: ClassPhoneRow): row is ActRow => row.id.startsWith('act:');

/** In memory, for tests. */
export function memoryClassStore(): ClassStore & { rows: Map<string, ClassPhoneRow> } {
	const rows = new Map<string, ClassPhoneRow>();
	return {
		rows,
		all: async () => [...rows.values()],
		async write({ put = [], drop = [] }) {
			for (const id of drop) rows.delete(id);
			for (const row of put) rows.set(row.id, row);
		}
	};
}

const NAME = 'class';
const ROWS = 'rows';

/**
 * The database 'class', apart from the learners' 'phone'.
 * @throws where the browser has no IndexedDB or refuses it (private windows)
 */
export async function openClassStore(): Promise<ClassStore> {
	const opening = indexedDB.open(NAME);
	opening.onupgradeneeded = () => opening.result.createObjectStore(ROWS, { keyPath: 'id' });
	const db = await new Promise<IDBDatabase>((resolve, reject) => {
		opening.onsuccess = () => resolve(opening.result);
		opening.onerror = () => reject(opening.error);
	});
	return {
		all: () =>
			new Promise((resolve, reject) => {
				const asked = db.transaction(ROWS).objectStore(ROWS).getAll();
				asked.onsuccess = () => resolve(asked.result as ClassPhoneRow[]);
				asked.onerror = () => reject(asked.error);
			}),
		write: ({ put = [], drop = [] }) =>
			new Promise((resolve, reject) => {
				// S1: done is said only of what is on the disk.
				const tx = db.transaction(ROWS, 'readwrite', { durability: 'strict' });
				tx.oncomplete = () => resolve();
				tx.onabort = () => reject(tx.error);
				const rows = tx.objectStore(ROWS);
				for (const id of drop) rows.delete(id);
				for (const row of put) rows.put(row);
			})
	};
}
