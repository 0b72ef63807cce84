/**
 * What a phone's storage must be able to do, and nothing more: the rules stand once, in phone-store.ts, above it.
 * The next release seals values here and opens the same database in the service worker.
 */
export type TableName = 'profiles' | 'events' | 'meta' | 'drafts';

/** The two orders in which events are read; each is a list of fields, and a query names the first of them. */
export const ORDERS = {
	/** One profile's log. */
	log: ['profile', 'seq'],
	/** What waits: events of one profile in one state. */
	queue: ['state', 'profile', 'seq']
} as const;

export interface Access {
	get<T>(table: TableName, key: string): Promise<T | undefined>;
	/** Keys: profiles and events by `id`, meta and drafts by `name`. */
	put(table: TableName, value: object): Promise<unknown>;
	remove(table: TableName, key: string): Promise<unknown>;
	all<T>(table: TableName): Promise<T[]>;
	/** Events whose first fields of the order equal `prefix`, in that order, beyond `after`, at most `most`. */
	list<T>(order: keyof typeof ORDERS, prefix: string[], after?: number, most?: number): Promise<T[]>;
}

export interface Tables {
	/** False where all is gone with the page: the shown state must not promise more. */
	lasting: boolean;
	/**
	 * One transaction over everything: resolves after it is complete, strictly durable where the browser can (S1);
	 * rejects with nothing written. `work` awaits nothing but its access.
	 */
	run<T>(mode: 'readonly' | 'readwrite', work: (access: Access) => Promise<T>): Promise<T>;
}
