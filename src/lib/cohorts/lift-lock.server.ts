import { liftLock, writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** K3. Wrong tries at her secret are forgotten: she need not wait. Nothing of her work is touched (T5). */
export async function liftLockOf(
	services: Services,
	at: StaffAt,
	{ cohortId, learnerId }: { cohortId: string; learnerId: string }
): Promise<Result<null, { tag: 'forbidden' }>> {
	if (!may(at, 'learners.teach', cohortId)) return refuse({ tag: 'forbidden' });
	const { organisationId, staffId } = at;
	await services.db.transaction().execute(async (tx) => {
		if (!(await liftLock(tx, learnerId))) return;
		await writeAudit(tx, services, {
			organisationId,
			actor: staffId,
			act: 'lock.lifted',
			subject: learnerId
		});
	});
	return ok(null);
}
