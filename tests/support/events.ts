import fc from 'fast-check';
import type { ProgressEvent } from '../../src/lib/progress/index.ts';

const hexDigits = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A UUIDv7-shaped id from arbitrary bytes. */
export const anId = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => {
	const h = hexDigits(bytes);
	return `${h.slice(0, 8)}-${h.slice(8, 12)}-7${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20)}`;
});

const base = { course: 'c1', version: 'v1', lang: 'ur' };
const lesson = fc.constantFrom('a1', 'a2');

/** Kinds and bodies as a phone makes them; few lessons and items, so that they meet often. */
export const aBody: fc.Arbitrary<{ kind: string; body: Record<string, unknown> }> = fc.oneof(
	fc.record({ lesson, n: fc.nat(3) }).map(({ lesson, n }) => ({
		kind: 'lesson.card',
		body: { ...base, lesson, card: `${lesson}-0${n}` }
	})),
	fc
		.record({ lesson, n: fc.nat(2), choice: fc.constantFrom('a', 'b', 'c'), right: fc.boolean() })
		.map(({ lesson, n, choice, right }) => ({
			kind: 'question.answered',
			body: { ...base, lesson, item: `${lesson}-q${n}`, choice, right }
		})),
	fc.record({ lesson, missed: fc.subarray(['x', 'y', 'z']) }).map(({ lesson, missed }) => ({
		kind: 'practice.done',
		body: { ...base, lesson, practice: `${lesson}-p`, missed }
	})),
	lesson.map((lesson) => ({ kind: 'lesson.finished', body: { ...base, lesson } })),
	fc.integer({ min: 0, max: 9 }).map((days) => ({
		kind: 'draft.saved',
		body: { part: 'policy', value: { days } }
	}))
);

export const anEvent: fc.Arbitrary<ProgressEvent> = fc
	.record({ id: anId, at: fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 }), content: aBody })
	.map(({ id, at, content }) => ({
		id,
		profile: 'profile-1',
		actor: 'self',
		device: 'device-1',
		seq: 1,
		v: 1,
		at,
		...content
	}));
