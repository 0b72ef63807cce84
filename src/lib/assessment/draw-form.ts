import type { CheckItem, Course } from '../catalog/index.ts';

/** A small seeded generator (mulberry32): the same seed gives the same form everywhere. */
function seeded(seed: string): () => number {
	let a = 2166136261;
	for (let i = 0; i < seed.length; i++) a = Math.imul(a ^ seed.charCodeAt(i), 16777619);
	return () => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
	const out = [...items];
	for (let i = out.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		[out[i], out[j]] = [out[j]!, out[i]!];
	}
	return out;
}

/**
 * An item in the pack: items of one lesson and level have one rank, in their order. It is all that balancing needs, and
 * all that a phone is told of lesson and level (C6).
 */
export interface Dealt {
	id: string;
	rank: number;
}

/** What forms are drawn from, on the server and on the phone. */
export interface Pack<T extends Dealt = Dealt> {
	version: string;
	/** Items of a form. */
	draw: number;
	/** Ranks that a form has at least so many items of. */
	must?: { ranks: readonly number[]; atLeast: number };
	/** In the order of the bank: it is part of the drawing. */
	items: readonly T[];
}

/**
 * A1. The form of one attempt, drawn from the pack by learner, version and number. It is dealt like cards into as many
 * forms as it fills, sorted by rank first, so that every form is balanced and a retry brings other items; after the last
 * form the round begins again in another order. Where a form has too few items that it must have, more of them stand in for
 * its last others.
 */
export function dealForm<T extends Dealt>(
	{ version, draw, must, items }: Pack<T>,
	learnerId: string,
	number: number
): T[] {
	const forms = Math.max(1, Math.floor(items.length / draw));
	const dealt = shuffle(items, seeded(`${learnerId}|${version}`)).sort((a, b) => a.rank - b.rank);
	const mine = dealt.filter((_, i) => i % forms === (number - 1) % forms).slice(0, draw);
	const whole = must ? withAtLeast(must, mine, dealt) : mine;
	return shuffle(whole, seeded(`${learnerId}|${version}|${number}`));
}

function withAtLeast<T extends Dealt>(
	{ ranks, atLeast }: NonNullable<Pack['must']>,
	mine: readonly T[],
	dealt: readonly T[]
): readonly T[] {
	const owed = dealt.filter(({ rank }) => ranks.includes(rank));
	const has = mine.filter((item) => owed.includes(item));
	if (has.length >= atLeast) return mine;
	const more = owed.filter((item) => !has.includes(item)).slice(0, atLeast - has.length);
	const others = mine.filter((item) => !owed.includes(item));
	return [...has, ...more, ...others.slice(0, mine.length - has.length - more.length)];
}

const LEVELS = { easy: 0, middle: 1, hard: 2 };
const byLessonAndLevel = (a: CheckItem, b: CheckItem) =>
	a.lesson.localeCompare(b.lesson) || LEVELS[a.level] - LEVELS[b.level];

/** The bank of a course as a pack. Its items still hold everything: what goes to a phone is chosen elsewhere (C6). */
export function packOf({
	version,
	check: { draw, must, items }
}: Pick<Course, 'version' | 'check'>): Pack<CheckItem & Dealt> {
	const sorted = [...items].sort(byLessonAndLevel);
	const groups = sorted.filter((item, i) => i === 0 || byLessonAndLevel(sorted[i - 1]!, item) !== 0);
	const ranks = groups.flatMap(({ lesson }, rank) => (must?.lessons.includes(lesson) ? [rank] : []));
	return {
		version,
		draw,
		...(must && { must: { ranks, atLeast: must.at_least } }),
		items: items.map((item) => ({
			...item,
			rank: groups.findIndex((group) => byLessonAndLevel(group, item) === 0)
		}))
	};
}

/** A1. The form of one attempt, with all that marking needs. */
export const drawForm = (
	course: Pick<Course, 'version' | 'check'>,
	learnerId: string,
	number: number
): CheckItem[] => dealForm(packOf(course), learnerId, number);
