/** What the server gives a phone when work is opened on it: shown or handed over once. */
export interface Handover {
	learnerId: string;
	name: string;
	tileSeed: number;
	/** One upload token a profile (K8): the phone's own profiles that are hers, or her learner id where there were none. */
	uploads: { profileId: string; token: string }[];
	/** Profiles that somebody else had claimed before: their work stays where it is. */
	refused: string[];
	/** Only after joining, or when a new card was made. */
	card?: Card;
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
}

export const joinedOf = ({ learnerId, name, tileSeed, uploads }: Handover): Joined[] =>
	uploads.map(({ profileId, token }) => ({ profileId, learnerId, token, name, tileSeed }));

/** JSON that cannot end its script element. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');
