import { writeAudit } from '#lib/accounts/index.server.ts';
import type { Tx } from '../platform/db.server.ts';
import type { StaffKind, StoredEvent } from '../progress/index.ts';
import type { Services } from '../services.server.ts';

/** Written in the transaction of events that are new, so that neither is there without the other. */
export type AlsoWritten = (tx: Tx, accepted: readonly StoredEvent[]) => Promise<void>;

/** Attendance is a register of its own, with who marked it; sixty rows a week would bury the others. */
const AUDITED: ReadonlySet<string> = new Set<StaffKind>([
	'practical.marked',
	'try.granted',
	'late.decided',
	'followup.noted'
]);

/**
 * K6. An audit row for each act on a learner's progress, named as the act is in her log.
 * @param by who acts, in which organisation, on somebody of which class
 */
export const auditProgress =
	(services: Services, by: { organisationId: string; staffId: string; cohortId: string }): AlsoWritten =>
	async (tx, accepted) => {
		for (const { kind, id, learner_id } of accepted)
			if (AUDITED.has(kind))
				await writeAudit(tx, services, {
					organisationId: by.organisationId,
					actor: by.staffId,
					act: kind,
					subject: learner_id,
					detail: { event: id, cohort: by.cohortId }
				});
	};
