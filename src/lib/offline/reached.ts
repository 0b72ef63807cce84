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
	/** When the server last told her news, by the phone's clock; 0 where it has not. */
	at: number;
	/** Her work went while her tile was closed: what became of it has not been told (K8). */
	unheard?: boolean;
}
export const reachedId = (profile: string) => `cursor ${profile}`;
