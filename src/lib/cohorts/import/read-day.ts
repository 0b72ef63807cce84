import { latinDigits } from '../../platform/digits.ts';
import { DAY } from '../../platform/clock.ts';
import { fold } from './fold.ts';

const MONTHS = [
	['jan', 'جنوری'],
	['feb', 'فروری'],
	['mar', 'مارچ'],
	['apr', 'اپریل'],
	['may', 'مئی', 'مئ'],
	['jun', 'جون'],
	['jul', 'جولائی', 'جولائ'],
	['aug', 'اگست'],
	['sep', 'ستمبر'],
	['oct', 'اکتوبر'],
	['nov', 'نومبر'],
	['dec', 'دسمبر']
].map((names) => names.map(fold));

const monthOf = (word: string): number =>
	1 + MONTHS.findIndex(([en, ...ur]) => fold(word).startsWith(en!) || ur.includes(fold(word)));

const real = (year: number, month: number, day: number): string | undefined => {
	const at = new Date(Date.UTC(year, month - 1, day));
	const fits = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
	return fits && year >= 1900 && year < 2200 ? at.toISOString().slice(0, 10) : undefined;
};

/** Excel counts days from the end of 1899; these are the years 1910 to 2119. */
const SERIAL = { from: 3654, to: 80_000 };

/**
 * A day as people write it here, day before month: 25/11/2026, 25-11-26, 25 نومبر 2026, 2026-11-25, or a spreadsheet's own
 * count of days. @returns YYYY-MM-DD
 */
export function readDay(typed: string): string | undefined {
	const text = latinDigits(typed.normalize('NFKC')).trim().replace(/[،,]/g, ' ').replace(/\s+/g, ' ');
	const serial = /^\d{4,5}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text)) : 0;
	if (serial >= SERIAL.from && serial <= SERIAL.to)
		return new Date(Date.UTC(1899, 11, 30) + serial * DAY).toISOString().slice(0, 10);
	const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text);
	if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
	const plain = /^(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})(?: .*)?$/.exec(text);
	if (plain) return real(fullYear(plain[3]!), Number(plain[2]), Number(plain[1]));
	const named =
		/^(\d{1,2})[\s-]*(\p{L}[\p{L}\p{M}]*)[\s.-]*(\d{4}|\d{2})$/u.exec(text) ??
		swapped(/^(\p{L}[\p{L}\p{M}]*) (\d{1,2}) (\d{4})$/u.exec(text));
	const month = named && monthOf(named[2]!);
	return named && month ? real(fullYear(named[3]!), month, Number(named[1])) : undefined;
}

const fullYear = (digits: string): number => Number(digits) + (digits.length === 2 ? 2000 : 0);
const swapped = (found: RegExpExecArray | null) => found && ['', found[2]!, found[1]!, found[3]!];
