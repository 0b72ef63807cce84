import { OWN } from '#lib/platform/country/lang.ts';
import type { Lang } from '#lib/catalog/index.ts';

/** Languages in which cards are spoken: Urdu, English, Saraiki, Punjabi, Sindhi, Pashto. BCP 47 tags. */
const ALL = ['ur', 'en', 'skr', 'pa', 'sd', 'ps'] as const;
export type Voice = (typeof ALL)[number];
/** The table of recordings knows these alone: where Urdu is not spoken, English can be recorded. */
export const VOICES: readonly Voice[] = OWN === 'ur' ? ALL : ['en'];

export const isVoice = (text: string): text is Voice => (VOICES as readonly string[]).includes(text);

/** The words that lie before whoever speaks: English ones for English, those of the country's own for every other language. */
export const wordsLang = (voice: Voice): Lang => (voice === 'en' ? 'en' : OWN);
