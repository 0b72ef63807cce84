import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupCode, learnerCode, readLearnerCode } from './learner-code.ts';

const anyCode = fc.uint8Array({ minLength: 5, maxLength: 5 }).map(learnerCode);

describe('learner code', () => {
	it('K2 holds forty bits: different bytes, different codes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), fc.nat(39), (bytes, bit) => {
				const other = bytes.slice();
				other[bit >> 3]! ^= 1 << (bit & 7);
				expect(learnerCode(other)).not.toBe(learnerCode(bytes));
			})
		);
	});

	it('K2 is read back however it is typed', () => {
		fc.assert(
			fc.property(anyCode, (code) => {
				expect(readLearnerCode(groupCode(code))).toBe(code);
				expect(readLearnerCode(` ${code.toLowerCase().replace(/(.)/g, '$1 ')}`)).toBe(code);
				expect(readLearnerCode(code.replace(/0/g, 'o').replace(/1/g, 'l'))).toBe(code);
				const urdu = code.replace(/\d/g, (d) => String.fromCharCode(0x6f0 + Number(d)));
				expect(readLearnerCode(urdu)).toBe(code);
			})
		);
	});

	it('K2 one wrong symbol is always seen', () => {
		fc.assert(
			fc.property(
				anyCode,
				fc.nat(8),
				fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
				(code, at, s) => {
					fc.pre(code[at] !== s);
					expect(readLearnerCode(code.slice(0, at) + s + code.slice(at + 1))).toBeUndefined();
				}
			)
		);
	});

	it('K2 any two swapped symbols are always seen', () => {
		fc.assert(
			fc.property(anyCode, fc.nat(8), fc.nat(8), (code, i, j) => {
				fc.pre(code[i] !== code[j]);
				const s = [...code];
				[s[i], s[j]] = [s[j]!, s[i]!];
				expect(readLearnerCode(s.join(''))).toBeUndefined();
			})
		);
	});

	it.each(['', 'ABC', '-'.repeat(500), '\u0000', 'UUUUUUUUU', 'ABCDEFGHJK'])('refuses %j', (text) => {
		expect(readLearnerCode(text)).toBeUndefined();
	});

	it('stands in three groups of three', () => {
		expect(groupCode('ABCDEFGHJ')).toBe('ABC-DEF-GHJ');
	});
});
