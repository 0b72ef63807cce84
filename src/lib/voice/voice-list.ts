import type { Lang } from '#lib/catalog/index.ts';
import type { Voice } from './voices.ts';

/** As the door `/api/voice/<course>/<lang>` tells it. */
export interface VoiceList {
	course: string;
	/** Of the words. */
	lang: Lang;
	/** How many cards the course has, with voice or without. */
	cards: number;
	recordings: {
		card: string;
		/** Start of the hash of the words that were read: it stands beside the card in its lesson. */
		said: string;
		voice: Voice;
		url: string;
		/** Bytes. */
		size: number;
		ms: number;
	}[];
}

export const voiceUrl = (id: string): string => `/voice/${id}`;
