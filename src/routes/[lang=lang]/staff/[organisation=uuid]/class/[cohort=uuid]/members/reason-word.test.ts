import { expect, test } from 'vitest';
import { CHANGE_REASONS } from '#lib/cohorts/index.ts';
import { overwriteGetLocale } from '#lib/platform/i18n/paraglide/runtime.js';
import { reasonWord } from './reason-word.ts';

test.each(['ur', 'en'] as const)('every reason that is ever written has a word of its own, %s', (lang) => {
	overwriteGetLocale(() => lang);
	const words = CHANGE_REASONS.map(reasonWord);
	expect(words.filter((word) => !word || /[{_]/.test(word))).toEqual([]);
	expect(new Set(words).size).toBe(CHANGE_REASONS.length);
});
