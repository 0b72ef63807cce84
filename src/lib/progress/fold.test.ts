import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProgressEvent } from './event.ts';
import { fold } from './fold.ts';
import { anEvent } from '../../../tests/support/events.ts';

/** Pinned: a failing history must fail for everyone. */
const SEED = 20261122;

describe('fold', () => {
	test('P2 order and repetition change nothing', () => {
		fc.assert(
			fc.property(fc.array(anEvent, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (events, picks) => {
				const repeated = [...events, ...events.filter((_, i) => i % 3 === 0)];
				const shuffled = shuffle(repeated, picks);
				expect(fold(shuffled)).toEqual(fold(events));
			}),
			{ seed: SEED, numRuns: 500 }
		);
	});

	test('P2 a kind it does not know changes nothing', () => {
		const event = { ...sample('lesson.card', { lesson: 'a1', card: 'a1-01' }), kind: 'lesson.dreamt' };
		expect(fold([event])).toEqual(fold([]));
	});

	test('P2 tries count answers, and the first right answer stays right', () => {
		const answers = [
			sample('question.answered', { lesson: 'a1', item: 'a1-q1', choice: 'a', right: false }, 10),
			sample('question.answered', { lesson: 'a1', item: 'a1-q1', choice: 'b', right: true }, 20),
			sample('question.answered', { lesson: 'a1', item: 'a1-q1', choice: 'c', right: false }, 30)
		];
		const item = fold(answers).courses['c1']!.lessons['a1']!.items['a1-q1']!;
		expect(item).toMatchObject({ tries: 3, rightAt: 20, last: { choice: 'c' } });
	});

	test('A2 a handed-in check waits until the server has spoken, and only the server says passed', () => {
		const events = [sample('check.submitted', { number: 1, answers: {} })];
		expect(fold(events).courses['c1']!.check.state).toBe('waiting');
		const news = { course: 'c1', number: 1, passed: false, revisit: ['a1'], opensNextAt: 5 };
		expect(fold(events, { attempts: [news] }).courses['c1']!.check.state).toBe('not_yet');
		const again = [...events, sample('check.submitted', { number: 2, answers: {} })];
		expect(fold(again, { attempts: [news] }).courses['c1']!.check.state).toBe('waiting');
		const passed = { ...news, number: 2, passed: true };
		expect(fold(again, { attempts: [passed, news] }).courses['c1']!.check.state).toBe('passed');
	});

	test('a phone where she has just opened her work shows the lessons that the server holds', () => {
		const lesson = { course: 'c1', lesson: 'a1', at: 9 };
		const { lessons } = fold([], { lessons: [{ ...lesson, state: 'finished' }] }).courses['c1']!;
		expect(lessons['a1']).toMatchObject({ state: 'finished', finishedAt: 9 });
		const here = sample('lesson.finished', { lesson: 'a1' }, 4);
		const mine = fold([here], { lessons: [{ ...lesson, state: 'started' }] }).courses['c1']!.lessons['a1']!;
		expect(mine).toMatchObject({ state: 'finished', finishedAt: 4 });
	});

	test('the draft keeps the newest of each part, whatever came first', () => {
		const older = sample('draft.saved', { part: 'policy', value: { days: 3 } }, 10);
		const newer = sample('draft.saved', { part: 'policy', value: { days: 7 } }, 20);
		expect(fold([newer, older]).draft.policy?.value).toEqual({ days: 7 });
	});
});

let made = 0;
function sample(kind: string, body: Record<string, unknown>, at = 1): ProgressEvent {
	const id = `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}`;
	const base = kind === 'draft.saved' ? {} : { course: 'c1', version: 'v1', lang: 'ur' };
	return {
		id,
		profile: 'p',
		actor: 'self',
		device: 'd',
		seq: made,
		kind,
		v: 1,
		at,
		body: { ...base, ...body }
	};
}

function shuffle<T>(items: readonly T[], picks: Iterable<number>): T[] {
	const out = [...items];
	const next = picks[Symbol.iterator]();
	for (let i = out.length - 1; i > 0; i--) {
		const j = (next.next().value as number) % (i + 1);
		[out[i], out[j]] = [out[j]!, out[i]!];
	}
	return out;
}
