import type { Locale } from '#lib/platform/i18n/paraglide/runtime.js';

/** What stands between the things of a list, with the space after it. */
export const commaOf = (lang: Locale): string => (lang === 'ur' ? '، ' : ', ');
