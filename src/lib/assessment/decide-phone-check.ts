import type { AttemptNews } from '../progress/index.ts';
import { nextTry } from './decide-attempt.ts';

/** What a phone knows of one course's check. */
export interface CheckOnPhone {
	/** Nobody who has joined: not graded (A2). */
	learnerId: string | undefined;
	/** Counted attempts of this course, as the server last told. */
	attempts: readonly AttemptNews[];
	/**
	 * Numbers handed in on this phone of which the server has not spoken yet. What it holds and did not count is not among
	 * them: that number is open again.
	 */
	unanswered: readonly number[];
	/** The phone's clock; whether a number counts is decided by the server's. */
	now: number;
}

export type PhoneCheck =
	| { state: 'guest' }
	| { state: 'passed' }
	/** Handed in: "finished, waiting to be checked". */
	| { state: 'waiting'; number: number }
	/** `last` is the try before, not passed; none before the first. */
	| { state: 'open'; number: number; last?: AttemptNews }
	| { state: 'wait'; number: number; last: AttemptNews; opensAt: number };

/** A2, A3 without a signal: where she stands with a check, by the same rule as the server's. */
export function decidePhoneCheck({ learnerId, attempts, unanswered, now }: CheckOnPhone): PhoneCheck {
	if (!learnerId) return { state: 'guest' };
	const next = nextTry(
		attempts.map((attempt) => ({ ...attempt, submittedAt: 0 })),
		now
	);
	if (next.next === 'passed') return { state: 'passed' };
	const { number } = next;
	if (unanswered.includes(number)) return { state: 'waiting', number };
	const last = attempts.find((attempt) => attempt.number === number - 1);
	if (next.next === 'wait' && last) return { state: 'wait', number, last, opensAt: next.opensAt };
	return { state: 'open', number, ...(last && { last }) };
}
