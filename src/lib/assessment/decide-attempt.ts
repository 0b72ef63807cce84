import { HOUR } from '../platform/clock.ts';
import type { CheckItem, CheckRule } from '../catalog/index.ts';
import { isRight } from './is-right.ts';

/** A counted attempt, as far as the rules need it. */
export interface Attempt {
	number: number;
	passed: boolean;
	submittedAt: number;
	opensNextAt: number | null;
}

/** Which try is open to her, or why none is (A2, A3). */
export type NextTry =
	{ next: 'open'; number: number } | { next: 'wait'; number: number; opensAt: number } | { next: 'passed' };

export function nextTry(attempts: readonly Attempt[], now: number): NextTry {
	if (attempts.some((a) => a.passed)) return { next: 'passed' };
	const last = attempts.reduce<Attempt | undefined>((m, a) => (m && m.number > a.number ? m : a), undefined);
	if (!last) return { next: 'open', number: 1 };
	const opensAt = last.opensNextAt ?? last.submittedAt;
	const number = last.number + 1;
	return now >= opensAt ? { next: 'open', number } : { next: 'wait', number, opensAt };
}

/** Why a submission does not count; its event stays in the log all the same. */
export type Uncounted = 'already_passed' | 'already_submitted' | 'not_open';

/** A phone a little ahead of the server's clock is not refused. */
const EARLY = 5 * 60_000;

/**
 * A2. The next form opens after the previous result; of two submissions with one number the first committed counts.
 * @param at when the server received it, since waiting is by the server's clock
 */
export function decideSubmission(
	attempts: readonly Attempt[],
	number: number,
	at: number
): 'counts' | Uncounted {
	if (attempts.some((a) => a.passed)) return 'already_passed';
	if (attempts.some((a) => a.number === number)) return 'already_submitted';
	const next = nextTry(attempts, at + EARLY);
	return next.next === 'open' && next.number === number ? 'counts' : 'not_open';
}

export interface Graded {
	score: number;
	passed: boolean;
	/** Lessons with a missed item, most missed first. */
	revisit: string[];
}

/**
 * Marks a form. Missing answers are wrong; answers to other items are passed over. A miss in a lesson that must be right
 * is not made good by anything else.
 */
export function gradeForm(
	form: readonly CheckItem[],
	answers: Readonly<Record<string, string>>,
	{ pass, must }: Pick<CheckRule, 'pass' | 'must'>
): Graded {
	const missed = new Map<string, number>();
	let score = 0;
	for (const item of form) {
		const choice = Object.hasOwn(answers, item.id) ? answers[item.id] : undefined;
		if (choice !== undefined && isRight(item, choice)) score++;
		else missed.set(item.lesson, (missed.get(item.lesson) ?? 0) + 1);
	}
	const revisit = [...missed].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([lesson]) => lesson);
	const passed = score >= pass && !must?.lessons.some((lesson) => missed.has(lesson));
	return { score, passed, revisit };
}

/** A3. When the try after `number` opens; there is always one. */
export const opensNextAt = (rule: CheckRule, number: number, submittedAt: number): number =>
	submittedAt + (rule.wait_hours[number] ?? rule.then_wait_hours) * HOUR;
