import { wordsIn } from './country/lang.ts';
import { MONTHS, OWN } from './country/made/country.ts';
import type { Locale } from './i18n/paraglide/runtime.js';

// prettier-ignore
const NAMES = {
	[OWN]: MONTHS,
	en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
};

/** The month's name alone. @param month 1–12 */
export const monthText = (month: number, lang: Locale): string => wordsIn(NAMES, lang)[month - 1] ?? '';
