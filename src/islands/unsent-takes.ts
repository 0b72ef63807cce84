/**
 * Recordings of the voice desk that the server does not have yet, in a database of their own: a page that is opened again, or a
 * battery that ends, takes nothing that was spoken. They lie unsealed; what is said in them is a card, which anybody may read.
 */

/** What was spoken for one card: of whom, where, in which voice and of which words its id says. */
interface UnsentTake {
	id: string;
	spoken: Blob;
	/** By the phone's clock, UTC ms. */
	at: number;
}

/** Of a card whose words have changed no page asks any more; so long it lies here. */
const KEPT = 35 * 24 * 3_600_000;
const NAME = 'voice-desk';
const TAKES = 'takes';

export interface UnsentTakes {
	/** Nothing where nothing lies here, or where the phone cannot read it. */
	read(id: string): Promise<Blob | undefined>;
	/** In the place of an earlier one. @returns whether it is on the disk */
	keep(id: string, spoken: Blob): Promise<boolean>;
	drop(id: string): Promise<void>;
}

/** Never fails: where the browser has no IndexedDB, or refuses it (private windows), nothing is kept and `keep` says so. */
export function openUnsentTakes(now = Date.now): UnsentTakes {
	const opened = open();
	const inside = async <T>(work: (takes: IDBObjectStore) => IDBRequest<T> | void): Promise<T | undefined> => {
		// S1: done is said only of what is on the disk.
		const tx = (await opened).transaction(TAKES, 'readwrite', { durability: 'strict' });
		const asked = work(tx.objectStore(TAKES));
		return new Promise((resolve, reject) => {
			tx.oncomplete = () => resolve(asked?.result);
			tx.onabort = () => reject(tx.error);
		});
	};
	const done = (work: (takes: IDBObjectStore) => void) =>
		inside((takes) => void work(takes)).then(
			() => true,
			() => false
		);
	void inside<UnsentTake[]>((takes) => takes.getAll())
		.then((all = []) => {
			const old = all.filter(({ at }) => now() - at > KEPT);
			if (old.length) void done((takes) => old.forEach(({ id }) => takes.delete(id)));
		})
		.catch(() => {});
	return {
		read: (id) =>
			inside<UnsentTake | undefined>((takes) => takes.get(id)).then(
				(take) => take?.spoken,
				() => undefined
			),
		keep: (id, spoken) => done((takes) => takes.put({ id, spoken, at: now() } satisfies UnsentTake)),
		drop: async (id) => void (await done((takes) => takes.delete(id)))
	};
}

async function open(): Promise<IDBDatabase> {
	const opening = indexedDB.open(NAME);
	opening.onupgradeneeded = () => opening.result.createObjectStore(TAKES, { keyPath: 'id' });
	return new Promise((resolve, reject) => {
		opening.onsuccess = () => resolve(opening.result);
		opening.onerror = () => reject(opening.error);
	});
}
