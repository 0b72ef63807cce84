import { expect, test } from 'vitest';
import { sameWord } from './same-word.ts';

test.each([
	['قلعہ', 'قلعہ'],
	['قلعه', 'قلعہ'],
	['  قاسم باغ، ', 'قاسم باغ'],
	['Qasim Bagh', 'qasim bagh'],
	['qasim baag', 'qasim bagh'],
	['qilla', 'qila'],
	['kila', 'qila'],
	['Ghanta Ghar', 'ghanta ghar'],
	['ghantaghar', 'Ghanta Ghar'],
	['masjid walee gali', 'masjid wali gali'],
	['mazaar', 'mazar']
])('a person reads %s and %s as the same', (typed, word) => {
	expect(sameWord(typed, [word])).toBe(true);
});

test.each([
	['', 'qila'],
	['؟!', 'قلعہ'],
	['bagh', 'qasim bagh'],
	['market', 'mazar'],
	['قلعہ', 'باغ'],
	['3', '4'],
	['gali 3', 'gali 4']
])('%s is not %s', (typed, word) => {
	expect(sameWord(typed, [word])).toBe(false);
});
