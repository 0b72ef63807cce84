import { writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { readContactPreference } from './contact.repository.server.ts';
import { decideReach, mayCall, mayMessage } from './contact.ts';
import { insertOpened } from './message.repository.server.ts';
import { smsAddress, whatsappAddress } from './messages.ts';
import { numberOf } from './reveal-contact.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export type MessageWay = 'whatsapp' | 'sms' | 'call';

export interface OpenMessage {
	/** Of the form: a second tap logs nothing new. */
	id: string;
	cohortId: string;
	learnerId: string;
	way: MessageWay;
	/** Id of a built-in message or of the organisation's own; '' for a call. */
	template: string;
	/** As it is sent. */
	text: string;
}

export type OpenRefusal =
	| { tag: 'forbidden' }
	| { tag: 'none' }
	/** She asked for class only, for another way, or for other hours. */
	| { tag: 'not_this_way' }
	| { tag: 'not_now' };

/**
 * T6. What stands behind the link to WhatsApp, SMS or the phone. It carries her number, so it takes the permission to see
 * it, and is logged as opened: whether it was sent, nobody here knows. The caller has found her in this class.
 */
export async function openMessage(
	services: Services,
	at: StaffAt,
	given: OpenMessage
): Promise<Result<{ address: string }, OpenRefusal>> {
	const { id, cohortId, learnerId, way, template, text } = given;
	if (!may(at, 'learners.teach', cohortId) || !may(at, 'contact.reveal', cohortId))
		return refuse({ tag: 'forbidden' });
	const { db, clock } = services;
	const preference = await readContactPreference(db, learnerId, at.organisationId);
	if (preference) {
		const { reach } = decideReach(preference, clock(), at.zone);
		const allowed = way === 'call' ? mayCall(preference) : mayMessage(preference);
		if (!allowed || reach === 'class_only') return refuse({ tag: 'not_this_way' });
		if (reach === 'not_now') return refuse({ tag: 'not_now' });
	}
	const number = await numberOf(services, learnerId);
	if (!number) return refuse({ tag: 'none' });
	await db.transaction().execute(async (tx) => {
		const isNew = await insertOpened(tx, {
			learner_id: learnerId,
			opened_id: id,
			organisation_id: at.organisationId,
			cohort_id: cohortId,
			template,
			way,
			at: clock(),
			by_person: at.staffId
		});
		if (!isNew) return;
		await writeAudit(tx, services, {
			organisationId: at.organisationId,
			actor: at.staffId,
			act: 'message.opened',
			subject: learnerId,
			detail: { way }
		});
	});
	const address =
		way === 'call'
			? `tel:${number}`
			: way === 'sms'
				? smsAddress(number, text)
				: whatsappAddress(number, text);
	return ok({ address });
}
