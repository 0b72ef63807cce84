import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { CODE, PHONE } from '../platform/country/made/country.ts';
import { isMobile, localPhone, nationalDigits, startsAsMobile } from '../platform/country/phone.ts';
import { latinDigits } from './private-text.ts';

export type PhoneFault =
	{ tag: 'digits-missing'; count: number } | { tag: 'digits-extra'; count: number } | { tag: 'not-a-phone' };

export { localPhone };

/**
 * A mobile number of this country as people write it (0300…, 300…, +92…, 0092…, ۰۳۰۰…), in E.164.
 * The fault counts digits in the local form, which is how people know their number.
 */
export function readMobile(text: string): { ok: true; e164: string } | { ok: false; fault: PhoneFault } {
	const plain = latinDigits(text).replace(/[^\d+]/g, '');
	const digits = plain.replace(/\D/g, '');
	const local = nationalDigits(digits);
	const fault = (f: PhoneFault) => ({ ok: false as const, fault: f });
	if (!startsAsMobile(local)) return fault({ tag: 'not-a-phone' });
	const missing = PHONE.mobile.digits - local.length;
	if (missing > 0) return fault({ tag: 'digits-missing', count: missing });
	if (missing < 0) return fault({ tag: 'digits-extra', count: -missing });
	const read = { ok: true as const, e164: `+${PHONE.country}${local}` };
	// A country that the library does not know has its pack's plan alone.
	if (!isSupportedCountry(CODE)) return isMobile(local) ? read : fault({ tag: 'not-a-phone' });
	return parsePhoneNumberFromString(read.e164)?.isValid() ? read : fault({ tag: 'not-a-phone' });
}
