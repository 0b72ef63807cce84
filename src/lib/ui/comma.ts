import { COMMA, OWN, STOP } from '#lib/platform/country/made/country.ts';

/** What stands between the things of a list, with the space after it. */
export const commaOf = (lang: string): string => `${lang === OWN ? COMMA : ','} `;

/** What ends a sentence. */
export const stopOf = (lang: string): string => (lang === OWN ? STOP : '.');
