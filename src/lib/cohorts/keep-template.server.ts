import { writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { archiveTemplate, writeTemplate } from './message.repository.server.ts';
import { messageFault, type MessageFault } from './messages.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export interface TemplateFaults {
	name?: true;
	ur?: MessageFault;
	en?: MessageFault;
}

/** T6. A message of the organisation's own, in both languages, checked before anybody can open it. */
export async function keepTemplate(
	services: Services,
	at: StaffAt,
	{ id, name, ur, en }: { id: string; name: string; ur: string; en: string }
): Promise<Result<null, { tag: 'forbidden' } | { tag: 'faults'; faults: TemplateFaults }>> {
	if (!may(at, 'organisation.edit')) return refuse({ tag: 'forbidden' });
	const inUrdu = messageFault(ur);
	const inEnglish = messageFault(en);
	const named = name.length > 0 && name.length <= 60;
	if (!named || inUrdu || inEnglish)
		return refuse({
			tag: 'faults',
			faults: {
				...(!named && { name: true }),
				...(inUrdu && { ur: inUrdu }),
				...(inEnglish && { en: inEnglish })
			}
		});
	const { organisationId, staffId } = at;
	await services.db.transaction().execute(async (tx) => {
		const row = {
			organisation_id: organisationId,
			template_id: id,
			name,
			ur,
			en,
			at: services.clock()
		};
		if (!(await writeTemplate(tx, row))) return;
		await writeAudit(tx, services, { organisationId, actor: staffId, act: 'message.kept', subject: id });
	});
	return ok(null);
}

/** It is offered no more; what was opened with it keeps its words. */
export async function dropTemplate(
	services: Services,
	at: StaffAt,
	templateId: string
): Promise<Result<null, { tag: 'forbidden' }>> {
	if (!may(at, 'organisation.edit')) return refuse({ tag: 'forbidden' });
	const { organisationId, staffId } = at;
	await services.db.transaction().execute(async (tx) => {
		if (!(await archiveTemplate(tx, organisationId, templateId, services.clock()))) return;
		await writeAudit(tx, services, {
			organisationId,
			actor: staffId,
			act: 'message.dropped',
			subject: templateId
		});
	});
	return ok(null);
}
