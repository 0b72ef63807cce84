import { cleanLine, INSTALLATION, isAdministrator, writeAudit } from '../accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { addHistory, findAward, lockAward } from './award.repository.server.ts';
import { REASON } from './change-award.server.ts';

export type AppealRefused =
	| { tag: 'not_administrator' }
	| { tag: 'unknown_award' }
	/** Nobody appeals against a badge that stands. */
	| { tag: 'in_force' }
	| { tag: 'words_missing' };

/**
 * What she says against a decision on her badge, written down by who answers for it. It changes nothing by itself: a person
 * gives the badge again, or not. Never public; the audit has no word of it (K6).
 */
export async function noteAppeal(
	services: Services,
	{ awardId, by, words }: { awardId: string; by: string; words: string }
): Promise<Result<null, AppealRefused>> {
	if (!(await isAdministrator(services.db, by))) return refuse({ tag: 'not_administrator' });
	const award = await findAward(services.db, awardId);
	if (!award) return refuse({ tag: 'unknown_award' });
	const said = cleanLine(words);
	if (said.length < REASON.min || said.length > REASON.max) return refuse({ tag: 'words_missing' });
	const at = services.clock();
	return services.allLearners.transaction().execute(async (tx) => {
		if ((await lockAward(tx, award)) === 'active') return refuse({ tag: 'in_force' });
		await addHistory(tx, {
			learner_id: award.learner_id,
			award_id: awardId,
			at,
			act: 'appealed',
			by_person: by,
			reason: said
		});
		await writeAudit(tx, services, {
			organisationId: INSTALLATION,
			actor: by,
			act: 'badge.appeal',
			subject: awardId
		});
		return ok(null);
	});
}
