import type { Lang } from '#lib/catalog/index.ts';

/** Languages in which cards are spoken: Urdu, English, Saraiki, Punjabi, Sindhi, Pashto. BCP 47 tags. */
export const VOICES = ['ur', 'en', 'skr', 'pa', 'sd', 'ps'] as const;
export type Voice = (typeof VOICES)[number];

export const isVoice = (text: string): text is Voice => (VOICES as readonly string[]).includes(text);

/** The words that lie before whoever speaks: English ones for English, the Urdu ones for every other language. */
export const wordsLang = (voice: Voice): Lang => (voice === 'en' ? 'en' : 'ur');
