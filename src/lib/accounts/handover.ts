/** What the server gives a phone when work is opened on it: shown or handed over once. */
export interface Handover {
	learnerId: string;
	name: string;
	tileSeed: number;
	/** One upload token a profile (K8): the phone's own profiles that are hers, or her learner id where there were none. */
	uploads: { profileId: string; token: string }[];
	/** Profiles that somebody else had claimed before: their work stays where it is. */
	refused: string[];
	/** What her phone keeps to open her work by itself; not where only a card was made. */
	opens?: Opens;
	/** Only after joining, or when a new card was made. */
	card?: Card;
	/** It was handed over before, and the phone has not said that it has kept it. */
	shown?: boolean;
}

export interface Opens {
	/** base64, 32 bytes: seals what her phone keeps of her, and is the same on each of her phones. */
	key: string;
	/** Reads her log, her news and her shop desk, and opens a session (K8). */
	reader: string;
	/** Absent where her secret was not asked: the phone keeps the lock it has. */
	lock?: Lock;
}

/** How her secret gives her key back on a phone (K3). */
export interface Lock {
	kind: 'pictures' | 'digits';
	/** base64, 16 bytes. */
	salt: string;
	/** Of PBKDF2 with SHA-256 over `pictures:a,b,c,d` or `digits:123456`. */
	rounds: number;
	/** base64: nonce (12 bytes), AES-256-GCM of the key, tag; additional data: her learner id. */
	box: string;
}

export interface Card {
	code: string;
	/** In the card's QR: opens her work once and asks for a new secret. */
	recovery: string;
}

/** What the phone keeps (offline/profiles.ts): read from `<script type="application/json" id="joined">`. */
export interface Joined {
	profileId: string;
	learnerId: string;
	token: string;
	name: string;
	tileSeed: number;
	key: string;
	reader: string;
	lock?: Lock;
}

export const joinedOf = ({ learnerId, name, tileSeed, uploads, opens }: Handover): Joined[] =>
	opens
		? uploads.map(({ profileId, token }) => ({ profileId, learnerId, token, name, tileSeed, ...opens }))
		: [];

/** JSON that cannot end its script element. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');
