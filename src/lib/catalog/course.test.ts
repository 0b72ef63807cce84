import { afterEach, describe, expect, test } from 'vitest';
import { copyFixture, type Edit } from '../../../tests/support/tiny-course.ts';
import {
	isolate,
	lessonById,
	lessonQuestions,
	openQuestion,
	pictureUrl,
	practiceOf,
	questionById
} from './index.ts';
import type { Course } from './course.ts';
import { drawOrder } from './option-order.ts';
import { readContent } from './read-content.server.ts';
import { dueValues, fillCard, type RegisterValue } from './values.ts';

let remove: (() => void) | undefined;
afterEach(() => {
	remove?.();
	remove = undefined;
});
function tiny(edits: Record<string, Edit> = {}): Course {
	const copy = copyFixture(edits);
	const { courses } = readContent(copy.folder, { now: 0 });
	copy.remove();
	return courses[0]!.course!;
}
const course = tiny();
const question = (id: string) => questionById(course, id)!;

describe('a parsed course', () => {
	test('has its lessons, blocks and questions in the order of the phone', () => {
		expect(course.lessons.map((l) => [l.id, l.number, l.blocks.map((b) => b.id)])).toEqual([
			['t1', 1, ['t1-01', 't1-02', 't1-p', 't1-q1', 't1-q2', 't1-q3', 't1-q4', 't1-03']],
			['t2', 2, ['t2-01', 't2-p', 't2-q1', 't2-02']],
			['t3', 3, ['t3-01', 't3-p', 't3-q1', 't3-02']]
		]);
		expect(lessonQuestions(lessonById(course, 't1')!).map((q) => q.id)).toContain('t1-p2');
		expect(course.check.items.map((i) => [i.id, i.lesson, i.level, i.kind])[0]).toEqual([
			't1-c1',
			't1',
			'easy',
			'recall'
		]);
		expect(course.prepost).toHaveLength(6);
	});

	test('practices carry their data in each language', () => {
		const listing = practiceOf(lessonById(course, 't2')!)!;
		expect((listing.data.ur as { tiles: { label: string }[] }).tiles[0]!.label).toBe('چیز');
		expect((listing.data.en as { tiles: { label: string }[] }).tiles[0]!.label).toBe('Thing');
		expect(practiceOf(lessonById(course, 't3')!)!.data.ur).toMatchObject({
			goal: 400,
			start: { price: 1600 }
		});
	});

	test('keys are letters in the order of display, and point at the right option in both languages', () => {
		const pick = question('t1-q1');
		const right = pick.options.find((o) => o.letter === pick.key[0])!;
		expect(right.text).toEqual({ ur: 'سوراخ دکھا دیں اور لکھ دیں', en: 'Show the hole and write it' });
		expect(right.reason!.ur).toContain('گاہک نے سوراخ دیکھ کر');
		expect(pick.options.map((o) => o.letter)).toEqual(['a', 'b', 'c']);
	});

	test('a place travels with its option, wherever it is shown', () => {
		const spot = question('t1-p2');
		const places = Object.fromEntries(spot.options.map((o) => [o.text.en, o.at]));
		expect(places).toEqual({
			'The dark corner': [70, 80],
			'The wooden ruler': [30, 20],
			'The plain cloth': [50, 50]
		});
	});

	test('a sorting question is never shown in an accepted order, and every accepted order is a key', () => {
		const sort = question('t1-q3');
		const words = sort.key.map((k) =>
			[...k].map((letter) => sort.options.find((o) => o.letter === letter)!.text.en)
		);
		expect(words).toEqual([
			['Wipe the lens', 'Place it in light', 'Take the picture', 'Look at the corners'],
			['Place it in light', 'Wipe the lens', 'Take the picture', 'Look at the corners']
		]);
		expect(sort.key).not.toContain('abcd');
		expect(sort.reasonRight!.en).toContain('Corners come last');
	});

	test('an amount is a whole number without commas', () => {
		expect(question('t3-q1')).toMatchObject({ key: ['-30'], options: [], unit: 'rupees' });
		expect(course.check.items.find((i) => i.id === 't3-c1')!.key).toEqual(['1100']);
	});

	test('what looks like a directive to the library stays text', () => {
		const edit = (text: string) => text.replace('نادیہ ہنس پڑی۔', 'صبح 10:30 بجے ہنس پڑی۔');
		const card = tiny({ 'tiny/ur/01-picture.md': edit }).lessons[0]!.blocks[0]!;
		expect(card.block === 'card' && card.html.ur).toContain('صبح <bdi dir="ltr">10:30</bdi> بجے');
	});

	test('C6 what leaves the server for a check has no key, no reasons, nothing beside what a question shows', () => {
		const open = openQuestion({ ...course.check.items[1]!, key: ['a'] });
		expect(Object.keys(open).sort()).toEqual(['id', 'options', 'picture', 'stem', 'type']);
		expect(open.options.map((o) => Object.keys(o).sort())).toEqual([
			['at', 'letter', 'text'],
			['at', 'letter', 'text']
		]);
	});

	test('C6 items of the check and of prepost.md are not found among open questions', () => {
		expect(questionById(course, 't1-c1')).toBeUndefined();
		expect(questionById(course, 'pp1')).toBeUndefined();
		expect(questionById(course, 't1-r1')?.id).toBe('t1-r1');
	});

	test('C1 the version follows the sources and nothing else', () => {
		expect(tiny().version).toBe(course.version);
		expect(tiny({ 'values.yaml': (t) => t.replaceAll('1799', '1800') }).version).toBe(course.version);
		expect(tiny({ 'tiny/ur/02-listing.md': (t) => `${t}\n` }).version).not.toBe(course.version);
		expect(tiny({ 'tiny/media/t1-sun.svg': (t) => `${t}\n` }).version).not.toBe(course.version);
	});

	test('a picture has its hash in its address', () => {
		expect(pictureUrl(course, 't1-sun.svg')).toMatch(/^\/media\/tiny\/t1-sun\.svg\?v=[0-9a-f]{8}$/);
		expect(pictureUrl({ id: 'tiny' }, 'x.svg')).toBe('/media/tiny/x.svg');
	});
});

describe('C5 what an author writes as HTML', () => {
	test.each([
		['<img src=x onerror=alert(1)>', /<img|onerror/],
		['<script>alert(1)</script>', /<script/],
		['[x](javascript:alert(1))', /javascript/],
		['[x](data:text/html,boo)', /data:/],
		['<a href="https://example.org" style="position:fixed">x</a>', /style|<a /]
	])('C5 %s does not survive', (planted, gone) => {
		const edit = (text: string) => text.replace('نادیہ ہنس پڑی۔', `نادیہ ${planted} ہنس پڑی۔`);
		const card = tiny({ 'tiny/ur/01-picture.md': edit }).lessons[0]!.blocks[0]!;
		expect(card.block === 'card' && card.html.ur).not.toMatch(gone);
	});
});

describe('C4 the value register', () => {
	const value = (key: string, more: Partial<RegisterValue> = {}): RegisterValue => ({
		key,
		value: { ur: key, en: key },
		asOf: '2026',
		source: 'F1',
		status: 'checked',
		checkedBy: 'AB',
		checkBy: '2027-01-31',
		...more
	});
	const day = (text: string) => Date.parse(`${text}T12:00:00Z`);

	test('C4 values keep their place until a page is rendered, then stand isolated and escaped', () => {
		const card = course.lessons[0]!.blocks[1]!;
		const html = card.block === 'card' ? card.html.ur : '';
		expect(html).toContain('{{helpline}}');
		const register = {
			value: (key: string) => (key === 'helpline' ? '<b>1799</b>' : undefined),
			term: (id: string) => (id === 'raast' ? 'the <b>1</b> rail' : undefined)
		};
		expect(fillCard(html, 'ur', register)).toContain('&lt;b&gt;<bdi dir="ltr">1799</bdi>&lt;/b&gt;');
		expect(fillCard(html, 'ur', register)).not.toContain('{{');
	});

	test('C4 due are the unchecked and those whose day has come, the oldest first', () => {
		const register = [
			value('later'),
			value('today', { checkBy: '2026-11-23' }),
			value('unchecked', { status: 'verify', checkBy: '2027-06-30' }),
			value('long ago', { checkBy: '2025-01-01' })
		];
		expect(dueValues(register, day('2026-11-23')).map((v) => v.key)).toEqual([
			'long ago',
			'today',
			'unchecked'
		]);
		expect(dueValues(register, day('2026-11-22')).map((v) => v.key)).toEqual(['long ago', 'unchecked']);
	});
});

describe('numbers in right-to-left text', () => {
	test.each([
		['قیمت 1,600 روپے ہے', 'قیمت |1,600| روپے ہے'],
		['Rs 1,600', '|Rs 1,600|'],
		['نمبر 03XX XXXXXXX ہے', 'نمبر |03XX XXXXXXX| ہے'],
		['0300 1234567', '|0300 1234567|'],
		['ملائیں: *2262#', 'ملائیں: |*2262#|'],
		['ناپ 40 x 80 ہے', 'ناپ |40 x 80| ہے'],
		['شام 5 بجے', 'شام 5 بجے'],
		['5 روپے', '|5| روپے'],
		['-30 بچا', '|-30| بچا'],
		['صبح 10:30 بجے', 'صبح |10:30| بجے'],
		['0800-39393', '|0800-39393|'],
		['{{wallet_L0_2262}} ہے', '{{wallet_L0_2262}} ہے'],
		['a < b & "c"', 'a &lt; b &amp; &quot;c&quot;']
	])('%s', (text, shown) => {
		const marked = isolate(text).replace(/<bdi dir="ltr">(.*?)<\/bdi>/g, '|$1|');
		expect(marked).toBe(shown);
	});
});

describe('the order of options', () => {
	test('is drawn from the id alone and spreads evenly', () => {
		expect(drawOrder('a3-q1', 3)).toEqual(drawOrder('a3-q1', 3));
		const first = Array.from({ length: 3000 }, (_, i) => drawOrder(`a${i % 8}-c${i}`, 3)[0]!);
		for (const position of [0, 1, 2]) {
			const share = first.filter((p) => p === position).length / first.length;
			expect(share).toBeGreaterThan(0.28);
			expect(share).toBeLessThan(0.39);
		}
	});
});
