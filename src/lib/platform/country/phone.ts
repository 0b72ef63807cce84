/** How phone numbers of the country are written. Others are written with their country. */
import { PHONE } from './made/country.ts';

const { country, trunk, mobile } = PHONE;
const starts = mobile.starts.join('|');

/** The national part of a mobile number of this country, else nothing. @param e164 `+923001234567` */
function nationalPart(e164: string): string | undefined {
	const part = e164.startsWith(`+${country}`) ? e164.slice(country.length + 1) : '';
	return isMobile(part) ? part : undefined;
}

/** @param national digits alone, without trunk and country */
export const isMobile = (national: string): boolean =>
	new RegExp(`^(?:${starts})\\d*$`).test(national) && national.length === mobile.digits;

export const startsAsMobile = (national: string): boolean => new RegExp(`^(?:${starts})`).test(national);

/** As it is dialled here: +923001234567 → 0300 1234567; numbers of other countries stay international. */
export function localPhone(e164: string, between = ' '): string {
	const part = nationalPart(e164);
	if (part === undefined) return e164;
	const groups: string[] = [];
	let from = 0;
	for (const size of mobile.groups) groups.push(part.slice(from, (from += size)));
	return trunk + groups.join(between);
}

/** Without what stands before the national part, in whatever way it was written. @param digits without signs */
export const nationalDigits = (digits: string): string =>
	digits
		.replace(new RegExp(`^(?:00)?${country}(?=${starts})`), '')
		.replace(trunk ? new RegExp(`^(?:${trunk})+`) : /^$/, '');
