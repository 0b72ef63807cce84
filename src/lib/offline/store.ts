import type { EventBodies, EventKind, ProgressEvent, ServerNews } from '#lib/progress/index.ts';

/** One learner on this phone. Nobody has to join to have one: the first answer makes a guest (K1). */
export interface Profile {
	id: string;
	/** Her tile, from the first answer on: 32 random bits, never her name. */
	tileSeed: number;
	/** Number of her newest event on this phone; 1, 2, 3 … (S10). */
	seq: number;
	learnerId?: string;
	name?: string;
	/** Append-only upload token (K8). A guest has none and sends nothing. */
	token?: string;
}

/** What the join page hands over after success, in `<script type="application/json" id="joined">`. */
export interface Joined {
	profileId: string;
	learnerId: string;
	token: string;
	name?: string | null;
	tileSeed?: number;
}

/** `here` until an answer names the event (S6); `deferred` is held too, and counted after an upgrade. */
export type EventState = 'here' | 'safe' | 'deferred' | 'rejected';

export interface PhoneEvent extends ProgressEvent {
	state: EventState;
	/** Why the server does not count it; it stays readable (S3). */
	reason?: string;
}

/** One line of the server's answer. */
export interface Outcome {
	id: string;
	outcome: 'accepted' | 'known' | 'deferred' | 'rejected';
	reason?: string;
}

/** The phone's own memory: who, what she did, what is half done. One contract suite runs on every store. */
export interface PhoneStore {
	/** False: all is gone with the page. */
	readonly lasting: boolean;
	active(): Promise<Profile | undefined>;
	profiles(): Promise<Profile[]>;
	/** Makes the joined learner's profile the active one; a guest profile with that id becomes hers with all it holds. */
	adopt(joined: Joined): Promise<void>;
	/** S1: resolves when the event is on the disk. Makes a guest where nobody is active. */
	append<K extends EventKind>(kind: K, body: EventBodies[K]): Promise<PhoneEvent>;
	/** All her events, in their order. */
	log(profileId: string): Promise<PhoneEvent[]>;
	/** Her events in state `here` beyond number `after`, oldest first. */
	waiting(profileId: string, after?: number, most?: number): Promise<PhoneEvent[]>;
	/** S6: only events that an outcome names change their state. `news` is what only the server knows. */
	settle(profileId: string, outcomes: readonly Outcome[], news?: ServerNews): Promise<void>;
	news(profileId: string): Promise<ServerNews | undefined>;
	/** What the active profile has half done, by a name of ours; `undefined` forgets it. */
	draft<T>(name: string): Promise<T | undefined>;
	keepDraft(name: string, value: unknown): Promise<void>;
}
