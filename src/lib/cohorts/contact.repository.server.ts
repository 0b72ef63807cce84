import type { Db, Tx } from '../platform/db.server.ts';
import { readPreference, type ContactPreference } from './contact.ts';

/** `self` where she has said it herself; otherwise a staff id. */
export type SaidPreference = ContactPreference & { at: number; by: string };

export async function readContactPreference(
	db: Db,
	learnerId: string,
	organisationId: string
): Promise<SaidPreference | undefined> {
	const row = await db
		.selectFrom('contact_preference')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('organisation_id', '=', organisationId)
		.executeTakeFirst();
	return (
		row && {
			...readPreference((field) => (field === 'hours' ? row.hours.split(',') : [row[field]])),
			at: row.at,
			by: row.by_person
		}
	);
}

/** The newest of all organisations, for her own page. */
export async function readOwnPreference(db: Db, learnerId: string): Promise<SaidPreference | undefined> {
	const row = await db
		.selectFrom('contact_preference')
		.select('organisation_id')
		.where('learner_id', '=', learnerId)
		.orderBy('at', 'desc')
		.executeTakeFirst();
	return row && readContactPreference(db, learnerId, row.organisation_id);
}

export async function writeContactPreference(
	tx: Tx,
	given: { learnerId: string; organisationId: string; preference: ContactPreference; at: number; by: string }
): Promise<void> {
	const { learnerId, organisationId, preference, at, by } = given;
	const said = {
		whose: preference.whose,
		hours: preference.hours.join(','),
		ways: preference.ways,
		at,
		by_person: by
	};
	await tx
		.insertInto('contact_preference')
		.values({ learner_id: learnerId, organisation_id: organisationId, ...said })
		.onConflict((c) => c.columns(['learner_id', 'organisation_id']).doUpdateSet(said))
		.execute();
}
