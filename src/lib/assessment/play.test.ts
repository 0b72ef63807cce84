import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { PlayData } from '../catalog/index.ts';
import {
	filled,
	judge,
	play,
	playDraft,
	PRIVATE,
	readMoves,
	repeats,
	writeTrail,
	type PlayMove
} from './play.ts';

const raw = parse(
	readFileSync(new URL('../../../tests/fixtures/play/en.yaml', import.meta.url), 'utf8')
) as PlayData;
/** As the schema leaves it: a bin is a list. */
const data: PlayData = {
	...raw,
	scenes: raw.scenes.map((s) => ({ ...s, ...(s.bin && { bin: [s.bin].flat() }) }))
};
const move = (n: number, answer: string, fills?: Record<string, string>): PlayMove => ({
	scene: `t1-p${n}`,
	answer,
	fills
});
const fills = { name: 'Salma', mark: 'Qilla', days: '3' };
const clean = [
	move(1, 'a'),
	move(2, 'abc'),
	move(3, 'ac'),
	move(4, 'a'),
	move(5, 'b'),
	move(6, '700'),
	move(7, 'a'),
	move(8, '', fills)
];

describe('a played practice', () => {
	test('a number that she fills is read back as numbers are written', () => {
		const days = (typed: string) =>
			play(data, [...clean.slice(0, 7), move(8, '', { ...fills, days: typed })]).fills.days;
		expect(days('1550')).toBe('1,550');
		expect(days(' ۳ ')).toBe('3');
		expect(days('three')).toBe('three');
	});

	test('the best way leads to the end with nothing missed', () => {
		const state = play(data, clean);
		expect(state).toMatchObject({ at: 'end', missed: [], meters: { calm: 4, purse: 3100 }, fills });
		expect(state.bins.in).toEqual([{ say: 'Look at your own wallet balance', amount: 1900 }]);
		expect(state.bins.out).toEqual([{ say: 'Hand over the goods at once', amount: 250 }]);
	});

	test('a wrong answer is missed once, however often, and asks again', () => {
		const state = play(data, [move(1, 'b'), move(1, 'b'), move(1, 'a')]);
		expect(state).toMatchObject({ at: 't1-p2', missed: ['t1-p1'] });
		expect(play(data, [move(1, 'a'), move(2, 'bca')])).toMatchObject({ at: 't1-p2', missed: ['t1-p2'] });
	});

	test('a wrong answer with a way of its own is lived', () => {
		expect(play(data, [move(1, 'c')])).toMatchObject({ at: 't1-p2', missed: ['t1-p1'], meters: { calm: 2 } });
	});

	test('a scale ends where it ends', () => {
		expect(play(data, [move(1, 'b'), move(1, 'b'), move(1, 'b')]).meters.calm).toBe(0);
	});

	test('a second tap on what was answered is no second answer, and costs nothing twice', () => {
		/** As the phone plays it: what repeats is not played. */
		const tap = (...taps: PlayMove[]) =>
			taps.reduce<PlayMove[]>(
				(moves, next) => (repeats(play(data, moves), next) ? moves : [...moves, next]),
				[]
			);
		expect(play(data, tap(move(1, 'b'), move(1, 'b'))).meters.calm).toBe(1);
		expect(tap(move(1, 'b'), move(1, 'a'))).toHaveLength(2);
		expect(tap(...clean.slice(0, 5), move(6, '70'), move(6, '70'), move(6, '700'))).toHaveLength(7);
		const before = clean.slice(0, 7);
		const other = { ...fills, mark: 'Bazaar' };
		expect(tap(...before, move(8, '', other), move(8, '', other))).toHaveLength(8);
		const long = { ...other, days: '1550' };
		expect(tap(...before, move(8, '', long), move(8, '', long)), 'kept as 1,550').toHaveLength(8);
		// Another word in one field is another answer.
		expect(tap(...before, move(8, '', other), move(8, '', { ...other, mark: 'Mill' }))).toHaveLength(9);
		// The same letter in the next scene.
		expect(tap(move(1, 'a'), move(2, 'abc'), move(3, 'ac'), move(4, 'a'))).toHaveLength(4);
	});

	test('each way to ask says why', () => {
		const says = (n: number, answer: string, more?: Record<string, string>) =>
			judge(data, data.scenes[n - 1]!, move(n, answer, more))?.says;
		expect(says(3, 'ab')!.map((s) => s.of)).toEqual(['b', 'c']);
		expect(says(4, 'b')![0]!.text).toBe(data.scenes[3]!.why!.out);
		expect(says(6, '۷۰۰')![0]!.text).toBe(data.scenes[5]!.right);
		expect(says(8, '', { ...fills, mark: 'Bazaar' })!.map((s) => s.of)).toEqual(['mark']);
		expect(says(8, '', { ...fills, days: 'three' })!.map((s) => s.of)).toEqual(['days']);
	});

	test('what is no answer is passed over', () => {
		expect(play(data, [move(2, 'abc'), move(1, 'x'), move(1, '')])).toEqual(play(data, []));
		expect(play(data, [move(1, 'a'), move(6, 'x'), move(2, 'zz')]).trail).toEqual(['p1.a']);
		expect(play(data, [move(1, 'a'), move(2, 'ab'), move(2, 'aab')])).toMatchObject({
			at: 't1-p2',
			missed: []
		});
	});

	test('what is local is judged by nobody and kept nowhere', () => {
		const local = {
			...data,
			scenes: data.scenes.map((s) =>
				s.fields ? { ...s, local: true, fields: s.fields.map((f) => ({ ...f, keep: true })) } : s
			)
		};
		expect(play(local, [...clean.slice(0, 7), move(8, '', {})])).toMatchObject({ at: 'end', missed: [] });
		expect(playDraft(local, fills)).toBeUndefined();
	});

	test('what is kept goes into the draft as it reads, and nothing private does', () => {
		const kept = {
			...data,
			scenes: data.scenes.map((s) =>
				s.fields ? { ...s, fields: s.fields.map((f) => ({ ...f, keep: f.id !== 'days' })) } : s
			)
		};
		expect(playDraft(kept, fills)).toEqual({ name: 'Salma', mark: 'Qilla', text: 'Salma Qilla 3' });
		const said = judge(kept, kept.scenes[7]!, move(8, '', { ...fills, name: 'call 0300 1234567' }));
		expect(said!.says).toEqual([{ of: 'name', text: PRIVATE }]);
		expect(playDraft(data, fills)).toBeUndefined();
	});

	test('moves survive an address', () => {
		const text = writeTrail(play(data, clean));
		expect(text).toBe('p1.a~p2.abc~p3.ac~p4.a~p5.b~p6.700~p7.a~p8.');
		expect(play(data, readMoves(text, 't1-p', fills))).toEqual(play(data, clean));
		expect(readMoves('p1.a~<script>~p2~p99999.a~p3.zz', 't1-p', {})).toEqual([move(1, 'a', {})]);
	});

	test('a form that was not right stays so in an address, whatever stands in its fields by now', () => {
		const slips = [...clean.slice(0, 7), move(8, '', { ...fills, mark: 'Bazaar' }), move(8, '', fills)];
		const text = writeTrail(play(data, slips));
		expect(text).toMatch(/~p8\.x~p8\.$/);
		expect(play(data, readMoves(text, 't1-p', fills))).toMatchObject({ at: 'end', missed: ['t1-p8'], fills });
	});

	test('an empty field stays a line to write on', () => {
		expect(filled('{name} and {mark}', { name: 'Salma' })).toBe('Salma and ____');
	});

	test('whatever is sent, it answers, and the end stays the end', () => {
		const any = fc.record({
			scene: fc.constantFrom(...data.scenes.map((s) => s.id), 'x', 'end'),
			answer: fc.oneof(fc.constantFrom('a', 'b', 'c', 'abc', 'ac', '700', ''), fc.string({ maxLength: 6 })),
			fills: fc.dictionary(fc.constantFrom('name', 'mark', 'days', '__proto__'), fc.string({ maxLength: 90 }))
		});
		fc.assert(
			fc.property(fc.array(any, { maxLength: 30 }), (moves) => {
				const state = play(data, moves);
				expect([...data.scenes.map((s) => s.id), 'end']).toContain(state.at);
				expect(new Set(state.missed).size).toBe(state.missed.length);
				if (state.at === 'end') expect(play(data, [...moves, ...clean]).missed).toEqual(state.missed);
			})
		);
	});
});
