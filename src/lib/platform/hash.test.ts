import { expect, test } from 'vitest';
import { isSameText } from './hash.server.ts';

test('K4 a text is held against another of any letters: a refusal, never an error', () => {
	const held = '0123456789abcdef';
	expect(isSameText(held, held)).toBe(true);
	expect(isSameText('0123456789abcdeg', held)).toBe(false);
	expect(isSameText('', held)).toBe(false);
	expect(isSameText('', '')).toBe(true);
	// As many letters, more bytes.
	for (const letter of ['é', 'ق', '€']) expect(isSameText(`${held.slice(1)}${letter}`, held)).toBe(false);
	// As many bytes, fewer letters.
	expect(isSameText(`${held.slice(2)}é`, held)).toBe(false);
});
