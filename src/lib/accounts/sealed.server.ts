import type { Db } from '../platform/db.server.ts';
import type { SealedField } from '../platform/sealed-fields.server.ts';
import { pepperedWith } from './secret-hash.server.ts';

/** What a learner's phone number is sealed to. */
export const aboutContact = (learnerId: string): string => `contact:${learnerId}`;
/** What the secret of an authenticator app is sealed to. */
export const aboutFactor = (staffId: string): string => `staff-factor:${staffId}`;

export const accountsSealed: readonly SealedField[] = [
	{
		table: 'learner',
		key: ['learner_id'],
		column: 'contact',
		about: (row) => aboutContact(row.learner_id!)
	},
	{ table: 'staff_factor', key: ['staff_id'], column: 'secret', about: (row) => aboutFactor(row.staff_id!) }
];

/**
 * How many secrets and passwords still carry the pepper of an older key: each gets the newest at its next log-in.
 * @param db of all learners
 */
export async function countOlderSecrets(db: Db, newest: number): Promise<number> {
	if (newest === 1) return 0;
	const fresh = `${pepperedWith(newest)}%`;
	const [learners, staff] = await Promise.all([
		db
			.selectFrom('learner')
			.select((eb) => eb.fn.countAll<number>().as('n'))
			.where('secret_hash', 'not like', fresh)
			.executeTakeFirstOrThrow(),
		db
			.selectFrom('staff')
			.select((eb) => eb.fn.countAll<number>().as('n'))
			.where('password_hash', 'not like', fresh)
			.executeTakeFirstOrThrow()
	]);
	return Number(learners.n) + Number(staff.n);
}
