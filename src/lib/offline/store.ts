/** How her secret gives back her key: made by the server, which alone ever sees both (K3). */
export interface Lock {
	kind: 'pictures' | 'digits';
	/** Base64, 16 bytes. */
	salt: string;
	/** Of PBKDF2 with SHA-256. */
	rounds: number;
	/** Base64: her key, sealed under the secret; bound to her learner id. */
	box: string;
}

/** One learner on this phone. Nobody has to join to have one: the first act makes a guest (K1). */
export interface Profile {
	id: string;
	/** Her tile, from the first act on: 32 random bits, never her name. */
	tileSeed: number;
	/** Number of her newest event on this phone; 1, 2, 3 … (S10). */
	seq: number;
	/**
	 * The device its events name, where it is not the phone's: a tile that was opened here counts from 1, and may have been
	 * here before and been taken off.
	 */
	device?: string;
	learnerId?: string;
	/** Append-only upload token (K8): in the clear, so that her work goes whoever is open. A guest has none. */
	token?: string;
	/** The server refused the token: it was taken back, or a restore has forgotten it (S9). She has to open her work again. */
	isUnknown?: boolean;
	/** K5. She had everything deleted: the server takes nothing of hers any more, and there is no token. */
	isGone?: boolean;
	lock?: Lock;
	/** A guest has no secret: her key lies beside her work. */
	key?: Uint8Array;
	/** Sealed: what only she may see ({@link Hers}). */
	box?: Uint8Array;
	/** The same in the clear, where the browser cannot seal. */
	hers?: Hers;
	/** First letter of her name, on a centre's tablet alone, where forty tiles have to be told apart. */
	initial?: string;
	/** Wrong tries of her secret since the last right one, and until when the next has to wait (K3). */
	tries?: number;
	waitUntil?: number;
}

/** What is sealed in {@link Profile.box}. */
export interface Hers {
	name?: string;
	/** Reads what the server holds of her (K8); never sent for somebody who is not open. */
	reader?: string;
}

/** The one note about this storage: which device it is (S10), who is open, and her key while she is. */
export interface ThisPhone {
	id: 'phone';
	device: string;
	/** '' where nobody is open. */
	active: string;
	key?: Uint8Array;
	/** Last touch, by the phone's clock: for the lock that falls by itself. */
	at?: number;
}

/**
 * `here` until an answer names the event (S6), then what it said: `accepted` and `known` are safe; `deferred` is too, and
 * counted after an upgrade; `rejected` is not counted and stays readable.
 */
export type EventState = 'here' | 'accepted' | 'known' | 'deferred' | 'rejected';

/** What is sealed of an event: all but its number and whose it is. */
export interface Act {
	actor: string;
	kind: string;
	v: number;
	at: number;
	body: unknown;
}

/** An event as it lies on the phone. Without `box` where the browser cannot seal (an insecure origin): then its act is beside. */
export interface EventRow {
	id: string;
	profile: string;
	device: string;
	seq: number;
	state: EventState;
	/** Why the server does not count it; it stays readable (S3). */
	reason?: string;
	/** Came from the server: the profile that it has there. */
	origin?: string;
	box?: Uint8Array;
}

/** An event with its act. */
export interface PhoneEvent extends EventRow, Act {}

/** One value by name. */
export interface Note<T> {
	id: string;
	value: T;
}

export type TableName = 'profiles' | 'events' | 'notes' | 'drafts' | 'forms';

/** What a use case does inside one transaction. Every row has its key in `id`. */
export interface Access {
	get<T>(table: TableName, id: string): Promise<T | undefined>;
	put(table: TableName, row: object): Promise<unknown>;
	drop(table: TableName, id: string): Promise<unknown>;
	all<T>(table: TableName): Promise<T[]>;
	/** A profile's events in the order of their numbers. */
	log(profile: string): Promise<EventRow[]>;
	/** Of those the ones in state `here`, beyond number `after`, at most `most`. */
	queue(profile: string, after?: number, most?: number): Promise<EventRow[]>;
}

/**
 * The phone's own memory: IndexedDB on a phone, plain maps in unit tests and in the simulation; one contract suite
 * (store-suite.ts) runs on both. Pages and the service worker open the same database.
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
