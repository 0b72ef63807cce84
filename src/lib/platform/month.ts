import type { Locale } from './i18n/paraglide/runtime.js';

// prettier-ignore
const MONTHS: Record<Locale, string[]> = {
	ur: ['جنوری', 'فروری', 'مارچ', 'اپریل', 'مئی', 'جون', 'جولائی', 'اگست', 'ستمبر', 'اکتوبر', 'نومبر', 'دسمبر'],
	en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
};

/** The month's name alone. @param month 1–12 */
export const monthText = (month: number, lang: Locale): string => MONTHS[lang][month - 1] ?? '';
