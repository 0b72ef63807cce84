/** What a partner may ask for. `claims`: take over what she allowed; `status`: look again; `contact`: her number, if she ticks it. */
export const SCOPES = ['claims', 'status', 'contact'] as const;
export type Scope = (typeof SCOPES)[number];

/** A partner's word: nothing that an address, a database or another alphabet could read otherwise. */
export const PARTNER_ID = /^[a-z][a-z0-9-]{1,39}$/;

export interface Partner {
	/** A word of its own in addresses; never changes. */
	id: string;
	name: string;
	/** Id of the badge that it accepts. */
	badge: string;
	/** Where she may be sent back to. */
	origins: readonly string[];
	scopes: readonly Scope[];
	/** UTC ms; its keys and links do nothing since then. */
	stoppedAt: number | null;
}

/** A claim, and a request of a waiting computer, hold so long. ms */
export const CLAIM_LASTS = 10 * 60_000;

/** Of the words by which she allows it (messages `partners_*`); another number when they mean something else. */
export const TELL_TEXT = '2026-11-2';
