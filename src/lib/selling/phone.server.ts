import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { latinDigits } from './private-text.ts';

export type PhoneFault =
	{ tag: 'digits-missing'; count: number } | { tag: 'digits-extra'; count: number } | { tag: 'not-a-phone' };

/** Local form 03XX XXXXXXX has eleven digits. */
const LOCAL_DIGITS = 11;

/**
 * A Pakistani mobile number as people write it (0300…, 300…, +92…, 0092…, ۰۳۰۰…), in E.164.
 * The fault counts digits in the local form, which is how people know their number.
 */
export function readMobile(text: string): { ok: true; e164: string } | { ok: false; fault: PhoneFault } {
	const plain = latinDigits(text).replace(/[^\d+]/g, '');
	const digits = plain.replace(/\D/g, '');
	const local = digits.replace(/^(?:00)?92(?=3)/, '').replace(/^0+/, '');
	const fault = (f: PhoneFault) => ({ ok: false as const, fault: f });
	if (!local.startsWith('3')) return fault({ tag: 'not-a-phone' });
	const missing = LOCAL_DIGITS - 1 - local.length;
	if (missing > 0) return fault({ tag: 'digits-missing', count: missing });
	if (missing < 0) return fault({ tag: 'digits-extra', count: -missing });
	const number = parsePhoneNumberFromString(local, 'PK');
	return number?.isValid() ? { ok: true, e164: number.number } : fault({ tag: 'not-a-phone' });
}

/** +923001234567 → 0300 1234567, as it is dialled here; other countries stay international. */
export const localPhone = (e164: string): string =>
	/^\+923\d{9}$/.test(e164) ? `0${e164.slice(3, 6)} ${e164.slice(6)}` : e164;
