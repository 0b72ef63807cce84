import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { CODE, PHONE } from '../platform/country/made/country.ts';
import { isMobile, nationalDigits } from '../platform/country/phone.ts';
import { latinDigits } from '../platform/digits.ts';
import { ok, refuse, type Result } from '../platform/result.ts';

/**
 * K2. A phone number as people write it here (0300 1234567, ۰۳۰۰…, +92…) in E.164. A contact, never an identity.
 * Numbers of other countries are read as well, with their country.
 */
export function readContactPhone(typed: string): Result<string, { tag: 'phone' }> {
	const text = latinDigits(typed.normalize('NFKC'));
	if (isSupportedCountry(CODE)) return valid(parsePhoneNumberFromString(text, CODE));
	// A country that the library does not know has its pack's plan alone.
	const national = nationalDigits(text.replace(/\D/g, ''));
	return isMobile(national) ? ok(`+${PHONE.country}${national}`) : valid(parsePhoneNumberFromString(text));
}

function valid(number: PhoneNumber | undefined): Result<string, { tag: 'phone' }> {
	return number?.isValid() ? ok(number.number) : refuse({ tag: 'phone' });
}
