import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classNumber, groupClassNumber, readClassNumber } from './class-number.ts';

describe('class number', () => {
	it('is read back however it is typed', () => {
		fc.assert(
			fc.property(fc.infiniteStream(fc.nat(255)), (bytes) => {
				const number = classNumber((n) => Uint8Array.from({ length: n }, () => bytes.next().value as number));
				expect(number).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
				expect(readClassNumber(` ${number.slice(0, 4).toLowerCase()}-${number.slice(4)} `)).toBe(number);
				expect(readClassNumber(groupClassNumber(number))).toBe(number);
				expect(readClassNumber(number.replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d))))).toBe(
					number
				);
			})
		);
	});

	it('draws again instead of favouring the first symbols', () => {
		const bytes = [255, 240, 0, 1, 2, 3, 4, 5, 6, 7];
		expect(classNumber((n) => Uint8Array.from(bytes.splice(0, n)))).toBe('23456789');
	});

	it.each(['', 'ABC2345', 'ABCDEFGHJ', 'ABCDEFG0', 'ABCDEFGO', '\u0000'.repeat(8), 'کلاس 1234'])(
		'refuses %j',
		(typed) => {
			expect(readClassNumber(typed)).toBeUndefined();
		}
	);
});
