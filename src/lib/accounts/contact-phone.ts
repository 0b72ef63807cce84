import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { latinDigits } from '../platform/digits.ts';
import { ok, refuse, type Result } from '../platform/result.ts';

/**
 * K2. A phone number as people write it here (0300 1234567, ۰۳۰۰…, +92…) in E.164. A contact, never an identity.
 * @param country where a number without a country code is at home
 */
export function readContactPhone(typed: string, country: 'PK' = 'PK'): Result<string, { tag: 'phone' }> {
	const number = parsePhoneNumberFromString(latinDigits(typed.normalize('NFKC')), country);
	return number?.isValid() ? ok(number.number) : refuse({ tag: 'phone' });
}
