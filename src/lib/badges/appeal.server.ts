import { cleanLine, INSTALLATION, isAdministrator, writeAudit } from '../accounts/index.server.ts';
import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { addHistory, findAward, lockAward, readHistory, type Award } from './award.repository.server.ts';
import { appealIn, type Appeal } from './appeal.ts';
import { REASON } from './change-award.server.ts';

export type AppealRefused =
	| { tag: 'not_theirs' }
	| { tag: 'not_administrator' }
	| { tag: 'unknown_award' }
	/** Nobody appeals against a badge that stands. */
	| { tag: 'in_force' }
	| { tag: 'words_missing' }
	/** Said once already of this decision, or answered. */
	| { tag: 'already_so' }
	/** To an appeal that nobody made there is no answer. */
	| { tag: 'no_appeal' };

/** B4. What she says against the decision on her badge, once. It changes nothing by itself: a person looks again. */
export async function appeal(
	services: Services,
	learnerId: string | undefined,
	{ awardId, words }: { awardId: string; words: string }
): Promise<Result<null, AppealRefused>> {
	const award = await findAward(services.db, awardId);
	if (!award || award.learner_id !== learnerId) return refuse({ tag: 'not_theirs' });
	return note(services, award, { words, by: 'holder' });
}

/** The same of somebody who said it by phone or in class, written down by who answers for the badge. */
export async function noteAppeal(
	services: Services,
	{ awardId, by, words }: { awardId: string; by: string; words: string }
): Promise<Result<null, AppealRefused>> {
	if (!(await isAdministrator(services.db, by))) return refuse({ tag: 'not_administrator' });
	const award = await findAward(services.db, awardId);
	return award ? note(services, award, { words, by }) : refuse({ tag: 'unknown_award' });
}

const note = (services: Services, award: Award, said: { words: string; by: string }) =>
	add(services, award, { ...said, act: 'appealed' }, (state, held) =>
		state === 'active' ? 'in_force' : held ? 'already_so' : null
	);

/** Somebody looked again and the decision stays, for a reason that she reads. To agree with her is {@link changeAward}. */
export async function uphold(
	services: Services,
	{ awardId, by, words }: { awardId: string; by: string; words: string }
): Promise<Result<null, AppealRefused>> {
	if (!(await isAdministrator(services.db, by))) return refuse({ tag: 'not_administrator' });
	const award = await findAward(services.db, awardId);
	if (!award) return refuse({ tag: 'unknown_award' });
	return add(services, award, { words, by, act: 'upheld' }, (state, held) =>
		state === 'active' ? 'in_force' : !held ? 'no_appeal' : held.answer ? 'already_so' : null
	);
}

const AUDITED = { appealed: 'badge.appeal', upheld: 'badge.uphold' } as const;

/** Under the award's lock: of two taps one counts. The audit has none of the words (K6). */
async function add(
	services: Services,
	award: Award,
	{ words, by, act }: { words: string; by: string; act: keyof typeof AUDITED },
	refused: (state: Award['state'], held: Appeal | null) => 'in_force' | 'already_so' | 'no_appeal' | null
): Promise<Result<null, AppealRefused>> {
	const reason = cleanLine(words);
	if (reason.length < REASON.min || reason.length > REASON.max) return refuse({ tag: 'words_missing' });
	const { learner_id, award_id } = award;
	return services.db.transaction().execute(async (tx: Tx) => {
		const state = await lockAward(tx, award);
		const history = await readHistory(tx, learner_id, award_id);
		const tag = refused(state, appealIn(history));
		if (tag) return refuse({ tag });
		// After what it speaks of, whatever another process' clock said of that.
		const at = Math.max(services.clock(), (history.at(-1)?.at ?? 0) + 1);
		await addHistory(tx, { learner_id, award_id, at, act, by_person: by, reason });
		await writeAudit(tx, services, {
			organisationId: INSTALLATION,
			actor: by,
			act: AUDITED[act],
			subject: award_id
		});
		return ok(null);
	});
}
