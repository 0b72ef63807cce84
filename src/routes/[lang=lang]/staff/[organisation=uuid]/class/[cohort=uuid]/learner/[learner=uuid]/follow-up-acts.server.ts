import { auditProgress } from '#lib/cohorts/index.server.ts';
import { acceptAnswer } from '#lib/follow-up/index.server.ts';
import { recordStaffEvents } from '#lib/sync/index.server.ts';
import { fail } from '@sveltejs/kit';
import { act } from './act.server.ts';

/** What she said to her trainer some months later, in her log and, that it was written down, in the audit (K6). */
export const followup = act('learners.teach', 'followup', async (given) => {
	const { services, at, cohortId, learnerId, text, idOf } = given;
	const id = idOf('id');
	const answer = await acceptAnswer(services.db, learnerId, services.clock(), text);
	if (!answer.ok) return fail(answer.refusal.tag === 'none' ? 400 : 409, { followUp: answer.refusal.tag });
	const { body, act: said } = answer.value;
	const toLog = { kind: 'followup.noted' as const, body, act: [id, ...said] };
	const also = auditProgress(services, { ...at, cohortId });
	const [outcome] = await recordStaffEvents(services, at.staffId, learnerId, [toLog], { also });
	if (outcome?.outcome === 'rejected') return fail(409, { followUp: 'unkept' as const });
});
