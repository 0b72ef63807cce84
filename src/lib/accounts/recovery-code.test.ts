import { describe, expect, it } from 'vitest';
import { groupRecovery, readRecovery, recoveryCode } from './recovery-code.ts';

describe('recovery code', () => {
	it('is read back as shown, in small letters, without its line', () => {
		for (let i = 0; i < 50; i++) {
			const code = recoveryCode((i * 7919).toString(16).padStart(64, 'e'));
			expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{10}$/);
			for (const typed of [groupRecovery(code), ` ${code.toLowerCase()} `])
				expect(readRecovery(typed)).toBe(code);
		}
	});

	it.each(['', '123456', 'ABCDE-FGHJ', 'ABCDE-FGHJ0', 'ABCDE-FGHJKM', 'الف'])('%j is none', (typed) => {
		expect(readRecovery(typed)).toBeUndefined();
	});
});
