import { expect, test } from 'vitest';
import { WORDS_MAX, wordDoor, type WordFacts } from './decide-word.ts';

const facts: WordFacts = { state: 'sent', quietDays: 1, said: 0, heard: 0 };

test('a buyer may ask while the order lives and thirty days after its last move', () => {
	expect(wordDoor('buyer', facts)).toBe('open');
	expect(wordDoor('buyer', { ...facts, state: 'delivered', quietDays: 30 })).toBe('open');
	expect(wordDoor('buyer', { ...facts, state: 'delivered', quietDays: 31 })).toBe('over');
	expect(wordDoor('buyer', { ...facts, state: 'cancelled' })).toBe('over');
});

test('a seller answers, also after the end, and never begins', () => {
	expect(wordDoor('seller', facts)).toBe('nothing-asked');
	expect(wordDoor('seller', { ...facts, heard: 1, state: 'cancelled', quietDays: 90 })).toBe('open');
});

test('neither side troubles the other without end', () => {
	for (const actor of ['buyer', 'seller'] as const)
		expect(wordDoor(actor, { ...facts, heard: 1, said: WORDS_MAX })).toBe('too-many');
});
