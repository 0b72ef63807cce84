import type { Tx } from '../platform/db.server.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';

/** Stands where a row belongs to the whole installation, not to one organisation. */
export const INSTALLATION = 'installation';

export interface AuditAct {
	organisationId: string;
	/** Staff id, or `operator` for a command. */
	actor: string;
	act: string;
	subject: string;
	/** Ids only (K6): names and numbers of people stay out of the audit. */
	detail?: Record<string, string | number>;
}

/** K6. Written in the transaction of the act itself: neither is there without the other. */
export const writeAudit = (tx: Tx, { clock, random }: Pick<Services, 'clock' | 'random'>, act: AuditAct) => {
	const now = clock();
	return tx
		.insertInto('audit')
		.values({
			organisation_id: act.organisationId,
			audit_id: uuidv7(now, random),
			at: now,
			actor: act.actor,
			act: act.act,
			subject: act.subject,
			detail: JSON.stringify(act.detail ?? {})
		})
		.execute();
};

/** What somebody of staff did to her own log-in: it belongs to no one organisation. */
export const auditOwn = (tx: Tx, services: Services, staffId: string, act: string) =>
	writeAudit(tx, services, { organisationId: INSTALLATION, actor: staffId, act, subject: staffId });
