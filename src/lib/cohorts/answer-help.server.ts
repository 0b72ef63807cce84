import { writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { setAnswered } from './help.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** Says that she has been helped; she sees it on her own page. Said twice, the first time counts. */
export async function answerHelp(
	services: Services,
	at: StaffAt,
	{ cohortId, learnerId, eventId }: { cohortId: string; learnerId: string; eventId: string }
): Promise<Result<null, { tag: 'forbidden' }>> {
	if (!may(at, 'learners.teach', cohortId)) return refuse({ tag: 'forbidden' });
	const { organisationId, staffId } = at;
	await services.db.transaction().execute(async (tx) => {
		if (await setAnswered(tx, { learnerId, eventId, at: services.clock(), by: staffId }))
			await writeAudit(tx, services, {
				organisationId,
				actor: staffId,
				act: 'help.answered',
				subject: learnerId
			});
	});
	return ok(null);
}
