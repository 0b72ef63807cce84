import { TOTP, URI } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { acceptedStep, base32, keyUri } from './decide-code.ts';

const secret = base32(new TextEncoder().encode('12345678901234567890'));
const NOW = 1_111_111_109_000;
const STEP = Math.floor(NOW / 30_000);
const at = (step: number) =>
	(URI.parse(keyUri(secret, 'ثنا')) as TOTP).generate({ timestamp: step * 30_000 });

describe('second factor', () => {
	it('K2 the six digits are those of RFC 6238', () => {
		expect(acceptedStep(secret, '081804', NOW, 0)).toBe(STEP);
	});

	it('K2 one step early and one late are taken, two are not', () => {
		expect([-2, -1, 0, 1, 2].map((off) => acceptedStep(secret, at(STEP + off), NOW, 0))).toEqual([
			undefined,
			STEP - 1,
			STEP,
			STEP + 1,
			undefined
		]);
	});

	it('K2 a step that was used, and any before it, is never taken again', () => {
		expect(acceptedStep(secret, at(STEP), NOW, STEP)).toBeUndefined();
		expect(acceptedStep(secret, at(STEP - 1), NOW, STEP)).toBeUndefined();
		expect(acceptedStep(secret, at(STEP + 1), NOW, STEP)).toBe(STEP + 1);
	});

	it.each(['', '81804', '0818044', 'abcdef', '081805'])('K2 %j is wrong', (code) => {
		expect(acceptedStep(secret, code, NOW, 0)).toBeUndefined();
	});
});
