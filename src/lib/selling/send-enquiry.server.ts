import { holdOpenLearner } from '../accounts/index.server.ts';
import { DAY, type Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { isUuid } from '../platform/ids.ts';
import { hit } from '../platform/limits.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { ENQUIRY_LASTS, readContact, type ContactFault } from './decide-enquiry.ts';
import { formFault } from './decide-robot.ts';
import {
	countEnquiryRows,
	deleteEnquiry,
	deleteOldEnquiries,
	insertEnquiry,
	readEnquiryRows,
	type Enquiry
} from './enquiry.repository.server.ts';
import { enquiryForm } from './enquiry.schema.ts';
import { parseForm, type Faults } from './form.ts';
import { noteOrder } from './notices/note-order.server.ts';
import type { OrderDeps } from './place-order.server.ts';
import { readStanding } from './read-shop.server.ts';
import { lockShop, readHandleOwner } from './shop.repository.server.ts';

/** Enquiries of one network in a day, and to one shop in a day. */
const PER_NETWORK = 5;
const PER_SHOP = 20;
export type EnquiryRefusal =
	| { tag: 'fields'; faults: Faults; contact?: ContactFault }
	/** No such shop, or none that is open. */
	| { tag: 'not-here' }
	| { tag: 'too-many' }
	| { tag: 'trap' };

/**
 * Somebody abroad asks a shop; the seller answers by herself, from her own mail or phone, if she likes. It is no order:
 * nothing is reserved, no price, posting or duty is promised.
 * @param network the caller's address, kept only as a keyed hash of the limit
 */
export async function sendEnquiry(
	{ db, clock, random, secrets, env }: Pick<OrderDeps, 'db' | 'clock' | 'random' | 'secrets' | 'env'>,
	{ handle, network }: { handle: string; network: string },
	form: Record<string, string>
): Promise<Result<null, EnquiryRefusal>> {
	const now = clock();
	const robot = formFault(form, now);
	if (robot === 'trap' || robot === 'too-fast') return refuse({ tag: 'trap' });
	const learnerId = await readHandleOwner(db, handle);
	const standing = learnerId === null ? undefined : await readStanding({ db, env }, learnerId);
	if (learnerId === null || standing?.face !== 'open') return refuse({ tag: 'not-here' });
	const read = parseForm(enquiryForm, robot === 'old-form' ? { ...form, key: '' } : form);
	const contact = readContact(form.contact ?? '');
	if (!read.ok || !contact.ok)
		return refuse({
			tag: 'fields',
			faults: read.ok ? {} : read.faults,
			...(contact.ok ? {} : { contact: contact.fault })
		});
	for (const [name, max] of [
		[`enquiry:${secrets.lookup('network', network)}`, PER_NETWORK],
		[`enquiry-shop:${handle}`, PER_SHOP]
	] as const)
		if (!(await hit(db, name, now, DAY, max)).ok) return refuse({ tag: 'too-many' });
	const { key, name, country, words } = read.value;
	return db.transaction().execute(async (tx): Promise<Result<null, EnquiryRefusal>> => {
		if (!(await holdOpenLearner(tx, learnerId))) return refuse({ tag: 'not-here' });
		const isNew = await insertEnquiry(tx, {
			learner_id: learnerId,
			enquiry_id: key,
			name,
			country,
			contact: contact.contact.slice(0, 120),
			words,
			at: now
		});
		// One notice for a shop at a time, whatever waits: its row keeps two from being written at once.
		if (isNew && (await lockShop(tx, learnerId))) await noteOrder(tx, learnerId, now, random);
		return ok(null);
	});
}

/** What people abroad ask her, newest first. */
export const readEnquiries = (
	{ db, clock }: { db: Db; clock: Clock },
	learnerId: string
): Promise<Enquiry[]> => readEnquiryRows(db, learnerId, clock() - ENQUIRY_LASTS);

/** How many she has not taken away yet: there is no other sign that one is answered. */
export const countEnquiries = ({ db, clock }: { db: Db; clock: Clock }, learnerId: string): Promise<number> =>
	countEnquiryRows(db, learnerId, clock() - ENQUIRY_LASTS);

/** Done with, or not wanted. */
export const removeEnquiry = async ({ db }: { db: Db }, learnerId: string, id: string): Promise<void> => {
	// What is no id of ours names nothing, and reaches no database.
	if (isUuid(id)) await deleteEnquiry(db, learnerId, id);
};

/** @param allLearners walks all learners: for the job @returns how many are gone */
export const eraseEnquiries = (allLearners: Db, now: number): Promise<number> =>
	deleteOldEnquiries(allLearners, now - ENQUIRY_LASTS);
