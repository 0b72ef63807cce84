import { aboutContact, findOpenLearner, writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { readContactPreference } from './contact.repository.server.ts';
import { decideReach, maskNumber, type Reach } from './contact.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** Her number in E.164. Only for use cases that ask for the permission first, and for {@link maskedNumber}. */
export async function numberOf(
	{ db, secrets }: Pick<Services, 'db' | 'secrets'>,
	learnerId: string
): Promise<string | undefined> {
	const contact = (await findOpenLearner(db, learnerId))?.contact;
	return contact ? secrets.open(contact, aboutContact(learnerId)) : undefined;
}

/** T6. As every page shows it; undefined where she has given none. */
export async function maskedNumber(services: Services, learnerId: string): Promise<string | undefined> {
	const number = await numberOf(services, learnerId);
	return number && maskNumber(number);
}

export type RevealRefusal =
	| { tag: 'forbidden' }
	| { tag: 'none' }
	/** She asked to be spoken to in class only, or this is no hour that is safe for her. */
	| { tag: Exclude<Reach['reach'], 'open'> };

/** T6, K6. Her number to one person, once: who looked stands in the audit. The caller has found her in this class. */
export async function revealContact(
	services: Services,
	at: StaffAt,
	{ cohortId, learnerId }: { cohortId: string; learnerId: string }
): Promise<Result<{ number: string }, RevealRefusal>> {
	if (!may(at, 'contact.reveal', cohortId)) return refuse({ tag: 'forbidden' });
	const preference = await readContactPreference(services.db, learnerId, at.organisationId);
	const reach = preference && decideReach(preference, services.clock(), at.zone).reach;
	if (reach && reach !== 'open') return refuse({ tag: reach });
	const number = await numberOf(services, learnerId);
	if (!number) return refuse({ tag: 'none' });
	await services.db.transaction().execute((tx) =>
		writeAudit(tx, services, {
			organisationId: at.organisationId,
			actor: at.staffId,
			act: 'contact.revealed',
			subject: learnerId
		})
	);
	return ok({ number });
}
