import { expect, test } from 'vitest';
import { localVoice, pieces } from './listen.ts';

const voice = (lang: string, localService = true) => ({ lang, localService });

test('a voice of the language, of the country if there is one', () => {
	const voices = [voice('en-US'), voice('ur-IN'), voice('ur_PK')];
	expect(localVoice(voices, 'ur')).toBe(voices[2]);
	expect(localVoice(voices.slice(0, 2), 'ur')).toBe(voices[1]);
	expect(localVoice(voices, 'en')).toBe(voices[0]);
});

test('no voice of the language: none, rather than a wrong one', () => {
	expect(localVoice([voice('en-US'), voice('uz-UZ')], 'ur')).toBeUndefined();
});

test('K4 a voice that would send the text away is passed over', () => {
	expect(localVoice([voice('ur-PK', false)], 'ur')).toBeUndefined();
});

test('text is read sentence by sentence', () => {
	expect(pieces('پہلی بات۔ دوسری؟ تیسری\n\nچوتھی')).toEqual(['پہلی بات۔', 'دوسری؟', 'تیسری', 'چوتھی']);
	expect(pieces('Rs 1,600. Done')).toEqual(['Rs 1,600.', 'Done']);
});
