import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { isVoice, VOICES, type Voice } from '#lib/voice/index.ts';

/** The language that is spoken, as the address names it (`?in=skr`); the country's own where it names none. */
export const voiceOf = ({ searchParams }: Pick<URL, 'searchParams'>): Voice => {
	const asked = searchParams.get('in') ?? '';
	return isVoice(asked) ? asked : VOICES[0]!;
};

/** The name of a language that is heard, in the language of the page. */
export const voiceWord = (voice: Voice): string =>
	({
		ur: m.voice_in_ur,
		en: m.voice_in_en,
		skr: m.voice_in_skr,
		pa: m.voice_in_pa,
		sd: m.voice_in_sd,
		ps: m.voice_in_ps
	})[voice]();
