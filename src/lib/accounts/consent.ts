/** K5, M8. Three purposes, each its own choice; the last two never cost the course. */
export const PURPOSES = ['learning', 'reporting', 'photo_story'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Of the words shown beside the choices (messages accounts_consent_*): change both together. */
export const CONSENT_TEXT = '2026-11-22';

export interface ConsentAct {
	purpose: Purpose;
	at: number;
	given: boolean;
	textVersion: string;
}

/** Joining means the first of them; each of the others only where she said so. */
export const joiningConsent = (others: readonly Purpose[], at: number): ConsentAct[] =>
	PURPOSES.map((purpose) => ({
		purpose,
		at,
		given: purpose === 'learning' || others.includes(purpose),
		textVersion: CONSENT_TEXT
	}));

/** What holds now: the newest act of each purpose; not given where none is. */
export const currentConsent = (history: readonly ConsentAct[]): Record<Purpose, boolean> =>
	Object.fromEntries(
		PURPOSES.map((purpose) => [
			purpose,
			history
				.filter((act) => act.purpose === purpose)
				.reduce<ConsentAct | undefined>((last, act) => (last && last.at > act.at ? last : act), undefined)
				?.given ?? false
		])
	) as Record<Purpose, boolean>;
