import type { Db } from '../platform/db.server.ts';
import type { Secrets } from '../platform/secrets.server.ts';
import { aboutContact, aboutFactor } from './sealed.server.ts';

/**
 * Whether a key is the one that this installation's fields were sealed with: opens the newest second factor and the newest
 * contact, and tells nobody what is in them.
 * @returns nothing where no field is sealed yet
 */
export async function opensSealed(allLearners: Db, secrets: Secrets): Promise<boolean | undefined> {
	const factor = await allLearners
		.selectFrom('staff_factor')
		.select(['staff_id', 'secret'])
		.orderBy('created_at', 'desc')
		.limit(1)
		.executeTakeFirst();
	const learner = await allLearners
		.selectFrom('learner')
		.select(['learner_id', 'contact'])
		.where('contact', 'is not', null)
		.orderBy('created_at', 'desc')
		.limit(1)
		.executeTakeFirst();
	const sealed: [string, string][] = [
		...(factor ? [[factor.secret, aboutFactor(factor.staff_id)] as [string, string]] : []),
		...(learner ? [[learner.contact!, aboutContact(learner.learner_id)] as [string, string]] : [])
	];
	if (!sealed.length) return undefined;
	try {
		for (const [text, of] of sealed) secrets.open(text, of);
		return true;
	} catch {
		// Of another key, or changed: node says no more than that.
		return false;
	}
}
