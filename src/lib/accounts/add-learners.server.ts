import { OWN } from '#lib/platform/country/lang.ts';
import type { Lang } from '../catalog/index.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import { canonicalJson } from '../platform/hash.ts';
import { learnerTables } from '../platform/tables.ts';
import type { Services } from '../services.server.ts';
import type { AboutMe } from './about-me.ts';
import { tileSeed } from './learner.repository.server.ts';
import { aboutContact } from './sealed.server.ts';

/** Learners whom staff bring in and take out again by the hundred. Rows go in batches, well under SQLite's 32,766 parameters. */
const AT_ONCE = 500;

async function inBatches<T>(all: readonly T[], each: (batch: T[]) => Promise<unknown>): Promise<void> {
	for (let from = 0; from < all.length; from += AT_ONCE) await each(all.slice(from, from + AT_ONCE));
}

export interface LearnerToAdd {
	learnerId: string;
	name: string;
	lang: Lang;
	/** E.164. */
	contactPhone?: string;
	/** What staff wrote down of what she said; the baseline of her own answers (M4). */
	about: AboutMe;
}

/**
 * K2, K5. Makes learners who have not come themselves yet: no secret, no card, and no consent, which only they can give. Their
 * card's first log-in asks for both.
 */
export async function addLearners(
	tx: Tx,
	{ clock, random, secrets }: Pick<Services, 'clock' | 'random' | 'secrets'>,
	learners: readonly LearnerToAdd[]
): Promise<void> {
	const now = clock();
	await inBatches(learners, async (batch) => {
		await tx
			.insertInto('learner')
			.values(
				batch.map(({ learnerId, name, lang, contactPhone }) => ({
					learner_id: learnerId,
					kind: 'joined' as const,
					display_name: name,
					locale: lang,
					tile_seed: tileSeed(random),
					created_at: now,
					joined_at: now,
					contact: contactPhone ? secrets.seal(contactPhone, aboutContact(learnerId)) : null
				}))
			)
			.execute();
		await tx
			.insertInto('profile_claim')
			.values(
				batch.map(({ learnerId }) => ({ profile_id: learnerId, learner_id: learnerId, claimed_at: now }))
			)
			.execute();
		const told = batch.filter(({ about }) => Object.keys(about).length);
		if (told.length)
			await tx
				.insertInto('about_me')
				.values(
					told.map(({ learnerId, about }) => ({
						learner_id: learnerId,
						at: now,
						answers: canonicalJson(about)
					}))
				)
				.execute();
	});
}

export interface Person {
	learnerId: string;
	name: string;
	lang: Lang;
	/** E.164. For comparing and for export by who may reveal it (T6). */
	phone?: string;
}

/** Of these ids, whoever is there and has joined; a record that was merged into another is not. */
export async function listPeople(
	{ db, secrets }: Pick<Services, 'db' | 'secrets'>,
	learnerIds: readonly string[]
): Promise<Person[]> {
	const people: Person[] = [];
	await inBatches(learnerIds, async (batch) => {
		const rows = await db
			.selectFrom('learner')
			.select(['learner_id', 'display_name', 'locale', 'contact'])
			.where('learner_id', 'in', batch)
			.where('kind', '=', 'joined')
			.where('deleted_at', 'is', null)
			.where('merged_into', 'is', null)
			.execute();
		for (const row of rows)
			people.push({
				learnerId: row.learner_id,
				name: row.display_name ?? '',
				lang: row.locale === 'en' ? 'en' : OWN,
				...(row.contact && { phone: secrets.open(row.contact, aboutContact(row.learner_id)) })
			});
	});
	return people;
}

/** Traces that a learner, or somebody with her, has begun: work, a phone, attendance, a note. */
const TRACES = [
	'event',
	'known_device',
	'attendance',
	'staff_note',
	'message_opened',
	'learner_merge'
] as const;

/** Of these learners, who has worked, logged in, or been written about. */
export async function whoHasBegun(db: Db, learnerIds: readonly string[]): Promise<Set<string>> {
	const begun = new Set<string>();
	await inBatches(learnerIds, async (batch) => {
		const secrets = await db
			.selectFrom('learner')
			.select('learner_id')
			.where('learner_id', 'in', batch)
			.where((eb) => eb.or([eb('secret_hash', 'is not', null), eb('merged_into', 'is not', null)]))
			.execute();
		for (const row of secrets) begun.add(row.learner_id);
		for (const table of TRACES)
			for (const row of await db
				.selectFrom(table as 'event')
				.select('learner_id')
				.distinct()
				.where('learner_id', 'in', batch)
				.execute())
				begun.add(row.learner_id);
	});
	return begun;
}

/**
 * Takes learners away as if they had never been made; only for who has not begun ({@link whoHasBegun}).
 * @param tx of `allLearners`: an organisation's tables name them too
 */
export async function takeAwayLearners(tx: Tx, learnerIds: readonly string[]): Promise<void> {
	await inBatches(learnerIds, async (batch) => {
		for (const table of learnerTables)
			await tx
				.deleteFrom(table as 'event')
				.where('learner_id', 'in', batch)
				.execute();
	});
}
