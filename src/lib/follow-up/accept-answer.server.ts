import type { Db } from '../platform/db.server.ts';
import { canonicalJson } from '../platform/hash.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { EventBodies } from '../progress/index.ts';
import { readAnswers } from './read-answers.ts';
import { readFollowUps } from './read-follow-up.server.ts';

/** `none`: nothing was chosen. `not_now`: it is not asked now. `not_allowed`: she has not allowed that her work is counted. */
export type FollowUpRefusal = { tag: 'none' | 'not_now' | 'not_allowed' };

/**
 * What a form brings, hers or her trainer's, for the month that is asked now: the month of the form is only held against
 * it, so that a page left open too long does not answer another one.
 * @param given a form's field: `month`, the questions, `decline` = `yes`
 * @returns the event's body, and what makes it one act beside the form's own id: chosen anew, it is another
 */
export async function acceptAnswer(
	db: Db,
	learnerId: string,
	now: number,
	given: (field: string) => unknown
): Promise<
	Result<{ body: EventBodies['followup.answered']; act: readonly [number, string] }, FollowUpRefusal>
> {
	const standing = await readFollowUps(db, learnerId, now);
	const asked = standing?.months.find(({ isOpen }) => isOpen);
	if (!asked || String(asked.month) !== given('month')) return refuse({ tag: 'not_now' });
	if (!standing!.allowed) return refuse({ tag: 'not_allowed' });
	const answers = given('decline') === 'yes' ? {} : readAnswers(given);
	if (!Object.keys(answers).length && given('decline') !== 'yes') return refuse({ tag: 'none' });
	return ok({ body: { month: asked.month, answers }, act: [asked.month, canonicalJson(answers)] });
}
