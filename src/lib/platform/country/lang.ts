/** The two languages of an installation: the country's own, and English. */
import { DIRECTION, LANGUAGE_NAME, OWN } from './made/country.ts';

export { OWN };
export type Lang = typeof OWN | 'en';
/** The country's own first. */
export const LANGS = [OWN, 'en'] as const;

export const isLang = (text: unknown): text is Lang => text === OWN || text === 'en';
export const otherOf = (lang: string): Lang => (lang === OWN ? 'en' : OWN);

/** As its readers write it. */
export const nameOf = (lang: Lang): string => (lang === OWN ? LANGUAGE_NAME : 'English');

/** Both, this one first. */
export const bothFrom = (lang: string) => [lang === 'en' ? 'en' : OWN, otherOf(lang)] as const;

export const isRtl = (lang: string): boolean => lang === OWN && DIRECTION === 'rtl';
export const dirOf = (lang: string): 'rtl' | 'ltr' => (isRtl(lang) ? 'rtl' : 'ltr');

export const inBoth = <T>(make: (lang: Lang) => T): Record<Lang, T> => ({ [OWN]: make(OWN), en: make('en') });

/** Of a table that has words of some languages: those of this one, else the English ones. */
export const wordsIn = <T>(table: { en: T } & Partial<Record<string, T>>, lang: string): T =>
	table[lang] ?? table.en;

/** What begins an address of ours: `/ur/sell` is of Urdu. */
export const langOf = (path: string): Lang | undefined =>
	LANGS.find((lang) => path === `/${lang}` || path.startsWith(`/${lang}/`));

/** What stands for either in a pattern of addresses: `(?:ur|en)`. */
export const EITHER = `(?:${OWN}|en)`;

/** Addresses below one of the two. @param rest what follows `/ur`, to its end where it says so */
export const below = /* @__NO_SIDE_EFFECTS__ */ (rest: RegExp): RegExp =>
	new RegExp(`^/${EITHER}${rest.source}`);
