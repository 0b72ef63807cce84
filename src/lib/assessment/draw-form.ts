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

const LEVELS = { easy: 0, middle: 1, hard: 2 };

/**
 * A1. The form of one attempt, drawn from the bank by learner, version and number. The bank is dealt like cards into
 * as many forms as it fills, sorted by lesson and level first, so that every form is balanced and a retry brings
 * other items; after the last form the round begins again in another order.
 */
export function drawForm(
	course: Pick<Course, 'version' | 'check'>,
	learnerId: string,
	number: number
): CheckItem[] {
	const { draw, items } = course.check;
	const forms = Math.max(1, Math.floor(items.length / draw));
	const random = seeded(`${learnerId}|${course.version}`);
	const dealt = shuffle(items, random).sort(
		(a, b) => a.lesson.localeCompare(b.lesson) || LEVELS[a.level] - LEVELS[b.level]
	);
	const mine = dealt.filter((_, i) => i % forms === (number - 1) % forms).slice(0, draw);
	return shuffle(mine, seeded(`${learnerId}|${course.version}|${number}`));
}
