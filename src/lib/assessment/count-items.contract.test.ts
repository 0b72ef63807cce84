import { describe, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import type { CheckItem, Course } from '../catalog/index.ts';
import { countItems, itemsCountedAt, listBanks, readItems } from './index.server.ts';
import { drawForm, isRight } from './index.ts';

const NOW = 1_795_000_000_000;
const text = (s: string) => ({ ur: s, en: s });
const TYPES = ['pick', 'pick', 'sort', 'amount', 'spot'] as const;
const item = (n: number): CheckItem => {
	const type = TYPES[n % TYPES.length]!;
	return {
		block: 'question',
		id: `i${n}`,
		type,
		stem: text(`Question ${n}`),
		options: type === 'amount' ? [] : ['a', 'b', 'c'].map((letter) => ({ letter, text: text(letter) })),
		key: type === 'sort' ? ['bca', 'bac'] : type === 'amount' ? ['30'] : ['b'],
		lesson: 'l1',
		level: 'easy',
		kind: 'recall'
	};
};
const bank = (id: string, version: string): Course =>
	({
		id,
		version,
		openBank: true,
		title: text(id),
		lessons: [{ id: 'l1', number: 1 }],
		check: {
			draw: 6,
			pass: 4,
			tries: 3,
			wait_hours: [0, 4, 24],
			then_wait_hours: 72,
			items: Array.from({ length: 15 }, (_, n) => item(n))
		}
	}) as unknown as Course;
const courses = [bank('c', 'v2'), bank('c', 'v1'), bank('d', 'v1')];
const catalogue = {
	earned: () => [courses[0]!, courses[2]!],
	version: (id: string, version: string) => courses.find((c) => c.id === id && c.version === version)
} as never;

/** The same numbers everywhere, 0–1. */
const chance = (seed: string): number => {
	let h = 2166136261;
	for (const c of seed) h = Math.imul(h ^ c.charCodeAt(0), 16777619);
	h = Math.imul(h ^ (h >>> 15), 2246822507);
	return ((h ^ (h >>> 13)) >>> 0) / 4294967296;
};

/** The better the learner, the more is right; nobody ever picks `c` of i0, and i1 is right for all. */
function answersOf(learner: string, form: readonly CheckItem[]): Record<string, string> {
	const skill = chance(`${learner} skill`);
	return Object.fromEntries(
		form.flatMap((q): [string, string][] => {
			const luck = chance(`${learner} ${q.id}`);
			const right = q.id === 'i1' || luck < 0.15 + 0.7 * skill;
			if (!right && luck > 0.95) return [];
			const letters = q.id === 'i0' || luck < 0.8 ? 'a' : 'c';
			const wrong = q.type === 'sort' ? 'abc' : q.type === 'amount' ? '31' : letters;
			return [[q.id, right ? (q.type === 'amount' ? '۳۰' : q.key.at(-1)!) : wrong]];
		})
	);
}

/** Pearson's correlation, from its definition. */
function correlation(xs: readonly number[], ys: readonly number[]): number {
	const mean = (all: readonly number[]) => all.reduce((s, x) => s + x, 0) / all.length;
	const [mx, my] = [mean(xs), mean(ys)];
	const cov = mean(xs.map((x, i) => (x - mx) * (ys[i]! - my)));
	return cov / Math.sqrt(mean(xs.map((x) => (x - mx) ** 2)) * mean(ys.map((y) => (y - my) ** 2)));
}

describeEachDatabase('items of a bank', (get) => {
	async function handIn(learner: string, course: Course, number = 1, at = NOW): Promise<void> {
		const event_id = `${learner}-${course.id}-${number}`;
		const answers = answersOf(learner, drawForm(course, learner, number));
		const body = JSON.stringify({ course: course.id, version: course.version, number, answers });
		const { allLearners } = get();
		await allLearners
			.insertInto('event')
			.values({
				...{
					learner_id: learner,
					event_id,
					profile_id: 'p',
					actor: 'self',
					device: 'd',
					kind: 'check.submitted'
				},
				...{ pos: number + (course.id === 'd' ? 10 : 0), seq: number, v: 1, at, received_at: at, skew: 0 },
				...{ happened_at: at, outcome: 'accepted', late: 0, body, body_hash: 'h' }
			})
			.execute();
		await allLearners
			.insertInto('attempt')
			.values({
				...{ learner_id: learner, course: course.id, number, version: course.version, rule: '{}', event_id },
				...{
					submitted_at: at,
					score: 0,
					passed: 0,
					late: 0,
					revisit: '[]',
					opens_next_at: null,
					open_bank: 1
				}
			})
			.execute();
	}
	const count = (now: number) => countItems(get().allLearners, catalogue, now);
	const read = async (course: Course) =>
		new Map((await readItems({ db: get().db }, course)).map((r) => [r.item.id, r.figures]));
	const learners = Array.from({ length: 320 }, (_, n) => `learner-${String(n).padStart(3, '0')}`);

	test('before anybody has tried: banks are listed, and nothing is said', async () => {
		expect(await itemsCountedAt(get().db)).toBeUndefined();
		expect(await count(NOW)).toBe(0);
		expect(await itemsCountedAt(get().db)).toBe(NOW);
		expect(await listBanks({ db: get().db, catalogue })).toEqual([
			{ course: courses[0], current: true, tries: 0 },
			{ course: courses[2], current: true, tries: 0 }
		]);
		expect((await read(courses[0]!)).get('i0')).toEqual({ tries: 0, wrong: {}, flags: [] });
	});

	test('every number is what counting by hand finds; only first tries, each version for itself', async () => {
		const [now, former, other] = courses as [Course, Course, Course];
		for (const learner of learners) {
			const course = learner < 'learner-300' ? now : former;
			await handIn(learner, course);
			if (learner < 'learner-050') await handIn(learner, course, 2);
			if (learner < 'learner-020') await handIn(learner, other);
		}
		expect(await count(NOW + 1)).toBe(340);
		const figures = await read(now);
		const flags = new Set<string>();
		for (const q of now.check.items) {
			const forms = learners
				.filter((l) => l < 'learner-300')
				.map((l) => ({ form: drawForm(now, l, 1), answers: answersOf(l, drawForm(now, l, 1)) }))
				.filter(({ form }) => form.some((f) => f.id === q.id));
			const rightOf = (f: CheckItem, answers: Record<string, string>): number =>
				f.id in answers && isRight(f, answers[f.id]!) ? 1 : 0;
			const xs = forms.map(({ answers }) => rightOf(q, answers));
			const ys = forms.map(({ form, answers }) =>
				form.filter((f) => f.id !== q.id).reduce((s, f) => s + rightOf(f, answers), 0)
			);
			const found = figures.get(q.id)!;
			expect(found.tries, q.id).toBe(forms.length);
			expect(found.right).toBeCloseTo(xs.reduce((s, x) => s + x, 0) / xs.length, 12);
			if (q.id === 'i1') expect(found.separates).toBeUndefined();
			else expect(found.separates).toBeCloseTo(correlation(xs, ys), 10);
			const wrong = Object.values(found.wrong).reduce((s, share) => s + share, 0);
			expect(wrong + found.right!).toBeCloseTo(1, 12);
			if (q.type === 'pick')
				expect(found.wrong.a).toBeCloseTo(
					forms.filter(({ answers }) => answers[q.id] === 'a').length / forms.length,
					12
				);
			for (const flag of found.flags) flags.add(`${q.id} ${flag}`);
		}
		expect(flags).toContain('i1 too_easy');
		expect(flags).toContain('i0 idle_distractor');
		expect(figures.get('i0')!.separates).toBeGreaterThan(0.1);
		// Twenty forms of six from fifteen: no item has thirty, few have ten.
		for (const few of (await read(other)).values()) {
			expect(few.separates).toBeUndefined();
			if (few.tries < 10) expect(few).toEqual({ tries: few.tries, wrong: {}, flags: [] });
		}
		expect(
			(await listBanks({ db: get().db, catalogue })).map((b) => [b.course.id, b.course.version])
		).toEqual([
			['c', 'v2'],
			['c', 'v1'],
			['d', 'v1']
		]);
	});

	test('nothing new is not counted again; whoever is erased is in no sum', async () => {
		expect(await count(NOW + 2)).toBeUndefined();
		expect(await itemsCountedAt(get().db)).toBe(NOW + 1);
		for (const table of ['attempt', 'event'] as const)
			await get().allLearners.deleteFrom(table).where('learner_id', '=', 'learner-000').execute();
		expect(await count(NOW + 3)).toBe(338);
		const first = drawForm(courses[0]!, 'learner-000', 1)[0]!.id;
		const others = learners.filter(
			(l) => l > 'learner-000' && l < 'learner-300' && drawForm(courses[0]!, l, 1).some((q) => q.id === first)
		);
		expect((await read(courses[0]!)).get(first)!.tries).toBe(others.length);
	});
});

describe('flags', async () => {
	const { figuresOf } = await import('./item-figures.ts');
	const counts = (tries: number, right: number, more = {}) => ({
		...{ tries, right, restSum: 0, restSquares: 0, rightRestSum: 0, choices: { b: right, a: tries - right } },
		...more
	});

	test('stand where the rule says, and not a step before', () => {
		const flagsOf = (...args: Parameters<typeof counts>) => figuresOf(item(0), counts(...args)).flags;
		expect(flagsOf(9, 9)).toEqual([]);
		expect(flagsOf(10, 10)).toEqual(['too_easy']);
		expect(flagsOf(20, 19)).toEqual([]);
		expect(flagsOf(10, 3)).toEqual([]);
		expect(flagsOf(10, 2)).toEqual(['too_hard']);
		expect(flagsOf(29, 20)).toEqual([]);
		expect(flagsOf(30, 20)).toEqual(['idle_distractor']);
		// Right and wrong have the same rest score on average.
		const level = { restSum: 60, restSquares: 180, rightRestSum: 40, choices: { a: 5, b: 20, c: 5 } };
		expect(flagsOf(30, 20, level)).toEqual(['does_not_separate']);
		expect(flagsOf(30, 20, { ...level, rightRestSum: 60 })).toEqual([]);
	});
});
