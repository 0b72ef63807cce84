import { Secret, TOTP } from 'otpauth';

/** Numbers change every half minute (RFC 6238), as every authenticator app expects. */
const PERIOD_S = 30;
/** A phone's clock may be off by one step either way. */
const WINDOW = 1;

const totp = (secret: string) =>
	new TOTP({
		issuer: 'Qadam',
		algorithm: 'SHA1',
		digits: 6,
		period: PERIOD_S,
		secret: Secret.fromBase32(secret)
	});

const equal = (a: string, b: string): boolean => {
	let different = a.length ^ b.length;
	for (let i = 0; i < a.length; i++) different |= a.charCodeAt(i) ^ b.charCodeAt(i);
	return different === 0;
};

/**
 * K2. The step whose six digits these are; nothing when they are wrong, or of a step that was used.
 * @param code six digits 0–9
 * @param now ms
 * @param lastStep the newest step that was used
 */
export function acceptedStep(
	secret: string,
	code: string,
	now: number,
	lastStep: number
): number | undefined {
	const at = Math.floor(now / 1000 / PERIOD_S);
	const generator = totp(secret);
	let found: number | undefined;
	for (let step = at - WINDOW; step <= at + WINDOW; step++)
		if (step > lastStep && equal(generator.generate({ timestamp: step * PERIOD_S * 1000 }), code))
			found ??= step;
	return found;
}

/** What an authenticator app reads from a QR or a link. @param name shown in the app */
export const keyUri = (secret: string, name: string): string =>
	new TOTP({
		issuer: 'Qadam',
		label: name,
		algorithm: 'SHA1',
		digits: 6,
		period: PERIOD_S,
		secret: Secret.fromBase32(secret)
	}).toString();

/** @param bytes 20 of them, as RFC 4226 advises */
export const base32 = (bytes: Uint8Array): string =>
	new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32;
