import type { ProgressEvent } from '#lib/progress/index.ts';

/** One learner on this phone. Nobody has to join to have one: the first act makes a guest (K1). */
export interface Profile {
	id: string;
	/** Her tile, from the first act on: 32 random bits, never her name. */
	tileSeed: number;
	/** Number of her newest event on this phone; 1, 2, 3 … (S10). */
	seq: number;
	learnerId?: string;
	name?: string;
	/** Append-only upload token (K8). A guest has none and sends nothing. */
	token?: string;
}

/**
 * `here` until an answer names the event (S6), then what it said: `accepted` and `known` are safe; `deferred` is too, and
 * counted after an upgrade; `rejected` is not counted and stays readable.
 */
export type EventState = 'here' | 'accepted' | 'known' | 'deferred' | 'rejected';

export interface PhoneEvent extends ProgressEvent {
	state: EventState;
	/** Why the server does not count it; it stays readable (S3). */
	reason?: string;
}

/** One value by name. */
export interface Note<T> {
	id: string;
	value: T;
}

export type TableName = 'profiles' | 'events' | 'notes' | 'drafts';

/** What a use case does inside one transaction. Every row has its key in `id`. */
export interface Access {
	get<T>(table: TableName, id: string): Promise<T | undefined>;
	put(table: TableName, row: object): Promise<unknown>;
	all<T>(table: TableName): Promise<T[]>;
	/** A profile's events in the order of their numbers, beyond `after`, at most `most`. */
	log(profile: string): Promise<PhoneEvent[]>;
	/** The same, of those in state `here`. */
	queue(profile: string, after?: number, most?: number): Promise<PhoneEvent[]>;
}

/**
 * The phone's own memory: IndexedDB on a phone, plain maps in unit tests; one contract suite (store-suite.ts) runs on
 * both. The next release seals rows here and opens the same database in the service worker.
 */
export interface PhoneStore {
	/** One transaction over everything. `work` awaits nothing but its access. */
	read<T>(work: Work<T>): Promise<T>;
	/**
	 * The same, for writing: resolves after it is complete, strictly durable where the browser can (S1); rejects with
	 * nothing written.
	 */
	write<T>(work: Work<T>): Promise<T>;
}

export type Work<T> = (access: Access) => Promise<T>;
