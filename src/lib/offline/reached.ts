/** The learner who is open, as far as the outbox needs her. */
export interface OpenReader {
	id: string;
	key?: CryptoKey;
	reader?: string;
}

/** How far her log is known here. */
export interface Reached {
	id: string;
	pos: number;
	/** How far it goes, as the server last said. */
	to: number;
	/** When the server last answered for her, by the phone's clock. */
	at: number;
}
export const reachedId = (profile: string) => `cursor ${profile}`;
