import { expect, test } from 'vitest';
import type { Lesson, Question } from './course.ts';
import { normalSaid, saidHash, saidOf } from './said.server.ts';

const text = (ur: string) => ({ ur, en: 'en' });
const question = (id: string): Question => ({
	block: 'question',
	id,
	type: 'pick',
	stem: text('کون سا؟'),
	options: [
		{ letter: 'a', text: text('پہلا') },
		{ letter: 'b', text: text('دوسرا') }
	],
	key: ['a']
});
const lesson = (html: string): Lesson => ({
	id: 't1',
	number: 1,
	minutes: 5,
	facts: [],
	reviewedBy: { ur: { facts: null, urdu: null }, en: { facts: null, urdu: null } },
	title: text('سبق'),
	summary: text(''),
	rehearsal: [],
	blocks: [
		{
			block: 'card',
			id: 't1-01',
			part: 'hook',
			title: text('چائے'),
			picture: { file: 'x.svg', alt: text('') },
			html: { ur: html, en: '' }
		},
		question('t1-q1'),
		{
			block: 'practice',
			id: 't1-p',
			type: 'questions',
			title: text('مشق'),
			picture: { file: 'x.svg', alt: text('') },
			html: text('<p>کریں</p>'),
			questions: [question('t1-p1')],
			data: { ur: null, en: null }
		}
	]
});
const fee = (value: string) => ({ value: () => value, term: () => 'معنی' });
const words = (html: string, value = '15') => saidOf(lesson(html), 'ur', fee(value))[0]!;

test('cards, introductions of practices and questions are read, in their order, line by line', () => {
	const all = saidOf(
		lesson('<p>ایک <bdi dir="ltr">Rs 1,600</bdi> &amp; دو۔</p><ul><li>تین</li></ul>'),
		'ur',
		fee('')
	);
	expect(all.map(({ card, kind }) => [card, kind])).toEqual([
		['t1-01', 'card'],
		['t1-q1', 'question'],
		['t1-p', 'practice'],
		['t1-p1', 'question']
	]);
	expect(all[0]!.words).toEqual(['چائے', 'ایک Rs 1,600 & دو۔', 'تین']);
	expect(all[1]!.words).toEqual(['کون سا؟', 'پہلا', 'دوسرا']);
});

test('another word, or another value of the register, is another hash', () => {
	const first = words('<p>فیس {{fee}} روپے</p>');
	expect(first.words[1]).toBe('فیس 15 روپے');
	expect(words('<p>فیس {{fee}} روپے</p>', '20').hash).not.toBe(first.hash);
	expect(words('<p>رقم {{fee}} روپے</p>').hash).not.toBe(first.hash);
});

test('other markup, spaces, direction marks and a meaning in the glossary are the same words', () => {
	const first = words('<p>آپ کی <dfn data-term="x">رسید</dfn> کہاں ہے؟</p>');
	expect(words('<p>آپ  کی\n<em>رسید</em> \u2067کہاں\u2069 ہے؟</p>').hash).toBe(first.hash);
	expect(first.words.join()).not.toContain('معنی');
	expect(normalSaid('e\u0301 \u200fx\u00a0 y\n')).toBe('é x y');
	expect(saidHash(['a', 'b'])).toBe(saidHash(['a b']));
});

test('what an author writes as an entity never throws', () => {
	expect(words('<p>&#9999999; &#x110000; &nope; &#65;</p>').words[1]).toBe('&#9999999; &#x110000; &nope; A');
});
