/** T5. What belongs to a record itself when it turns out to be a second one of the same woman: its cards, its number, what was written down of her. */
import type { Db, Tx } from '../platform/db.server.ts';
import type { Services } from '../services.server.ts';
import { findByCode } from './card.repository.server.ts';
import { readLearnerCode } from './learner-code.ts';
import { aboutContact } from './sealed.server.ts';

/** Rows that are there only when she herself, or a phone of hers, has used the record. */
const USES = [
	'upload_token',
	'reader_token',
	'known_device',
	'consent',
	'rejected_event',
	'phone_state',
	'device_head',
	'draft_part',
	'award',
	'seller',
	'shop'
] as const;

/**
 * Whether she has used this record, or a phone may still hold work for it: a secret, a phone, an answer, a badge, a shop; or
 * staff have judged work in it, or another record stands joined to it. Attendance alone is no use.
 */
export async function isUsed(db: Db, learnerId: string): Promise<boolean> {
	const secret = await db
		.selectFrom('learner')
		.select('learner_id')
		.where('learner_id', '=', learnerId)
		.where((eb) => eb.or([eb('secret_hash', 'is not', null), eb('kind', '=', 'guest')]))
		.executeTakeFirst();
	const event = await db
		.selectFrom('event')
		.select('event_id')
		.where('learner_id', '=', learnerId)
		.where('kind', '!=', 'attendance.marked')
		.limit(1)
		.executeTakeFirst();
	const joined = await db
		.selectFrom('learner_merge')
		.select('merge_id')
		.where('learner_id', '=', learnerId)
		.where('undone_at', 'is', null)
		.executeTakeFirst();
	if (secret || event || joined) return true;
	for (const table of USES)
		if (
			await db
				.selectFrom(table as 'event')
				.select('learner_id')
				.where('learner_id', '=', learnerId)
				.limit(1)
				.executeTakeFirst()
		)
			return true;
	return false;
}

/** Whose code this is now; nothing for what is no code or opens nothing any more. */
export async function learnerByCode(
	{ db, secrets }: Pick<Services, 'db' | 'secrets'>,
	typed: string
): Promise<string | undefined> {
	const code = readLearnerCode(typed);
	return code && (await findByCode(db, secrets.lookup('code', code)))?.learner_id;
}

/**
 * Locks both records, in one order for everybody, so that two who join them at once wait for each other.
 * @returns whether both are there and neither is joined to another
 */
export async function lockRecords(tx: Tx, ...ids: [string, string]): Promise<boolean> {
	for (const id of [...ids].sort()) {
		const row = await tx
			.updateTable('learner')
			.set((eb) => ({ locale: eb.ref('locale') }))
			.where('learner_id', '=', id)
			.where('merged_into', 'is', null)
			.where('deleted_at', 'is', null)
			.returning('learner_id')
			.executeTakeFirst();
		if (!row) return false;
	}
	return true;
}

/** What {@link moveRecord} moved, for taking it back. */
export interface MovedRecord {
	codes: string[];
	tokens: string[];
	/** As it stands sealed at the record that is kept. */
	contact: string | null;
	about: number[];
}

interface Pair {
	kept: string;
	gone: string;
}

/**
 * The record is joined to the one that is kept: cards of both open that one, a phone number and what was written down of her
 * fill what is empty there. The caller has locked both.
 */
export async function moveRecord(
	tx: Tx,
	{ secrets }: Pick<Services, 'secrets'>,
	{ kept, gone }: Pair
): Promise<MovedRecord> {
	await tx.updateTable('learner').set({ merged_into: kept }).where('learner_id', '=', gone).execute();
	const codes = await tx
		.updateTable('learner_code')
		.set({ learner_id: kept })
		.where('learner_id', '=', gone)
		.where('revoked_at', 'is', null)
		.returning('code_hash')
		.execute();
	const tokens = await tx
		.updateTable('recovery_token')
		.set({ learner_id: kept })
		.where('learner_id', '=', gone)
		.where('used_at', 'is', null)
		.returning('token_hash')
		.execute();
	return {
		codes: codes.map((row) => row.code_hash),
		tokens: tokens.map((row) => row.token_hash),
		contact: await copyContact(tx, secrets, { kept, gone }),
		about: await moveAbout(tx, { from: gone, to: kept })
	};
}

async function copyContact(tx: Tx, secrets: Services['secrets'], { kept, gone }: Pair) {
	const rows = await tx
		.selectFrom('learner')
		.select(['learner_id', 'contact'])
		.where('learner_id', 'in', [kept, gone])
		.execute();
	const of = (id: string) => rows.find((row) => row.learner_id === id)?.contact ?? null;
	const hers = of(gone);
	if (of(kept) !== null || hers === null) return null;
	const contact = secrets.seal(secrets.open(hers, aboutContact(gone)), aboutContact(kept));
	await tx.updateTable('learner').set({ contact }).where('learner_id', '=', kept).execute();
	return contact;
}

/** The number goes that was copied; what somebody wrote down since stays. By what they say: each may have been sealed anew. */
async function returnContact(tx: Tx, secrets: Services['secrets'], kept: string, moved: string) {
	const row = await tx
		.selectFrom('learner')
		.select('contact')
		.where('learner_id', '=', kept)
		.executeTakeFirst();
	const [held, about] = [row?.contact, aboutContact(kept)];
	if (held && secrets.open(held, about) === secrets.open(moved, about))
		await tx.updateTable('learner').set({ contact: null }).where('learner_id', '=', kept).execute();
}

/** Only where the other record has none: what she said herself stands. */
async function moveAbout(tx: Tx, given: { from: string; to: string; only?: readonly number[] }) {
	const of = (id: string) => tx.selectFrom('about_me').selectAll().where('learner_id', '=', id).execute();
	if (!given.only && (await of(given.to)).length) return [];
	const rows = (await of(given.from)).filter((row) => !given.only || given.only.includes(row.at));
	if (!rows.length) return [];
	const ats = rows.map((row) => row.at);
	await tx.deleteFrom('about_me').where('learner_id', '=', given.from).where('at', 'in', ats).execute();
	await tx
		.insertInto('about_me')
		.values(rows.map((row) => ({ ...row, learner_id: given.to })))
		.execute();
	return ats;
}

/**
 * The record stands alone again. Cards go back with it, unless one of them has been used or replaced since: then she logs in
 * with it to the record that was kept, and the other needs a card of its own.
 */
export async function returnRecord(
	tx: Tx,
	{ secrets }: Pick<Services, 'secrets'>,
	{ kept, gone }: Pair,
	moved: MovedRecord
): Promise<void> {
	await tx.updateTable('learner').set({ merged_into: null }).where('learner_id', '=', gone).execute();
	const closed = moved.tokens.length
		? await tx
				.selectFrom('recovery_token')
				.select('token_hash')
				.where('token_hash', 'in', moved.tokens)
				.where((eb) => eb.or([eb('used_at', 'is not', null), eb('learner_id', '!=', kept)]))
				.execute()
		: [];
	if (!closed.length) {
		if (moved.codes.length)
			await tx
				.updateTable('learner_code')
				.set({ learner_id: gone })
				.where('learner_id', '=', kept)
				.where('code_hash', 'in', moved.codes)
				.execute();
		if (moved.tokens.length)
			await tx
				.updateTable('recovery_token')
				.set({ learner_id: gone })
				.where('learner_id', '=', kept)
				.where('token_hash', 'in', moved.tokens)
				.execute();
	}
	if (moved.contact !== null) await returnContact(tx, secrets, kept, moved.contact);
	if (moved.about.length) await moveAbout(tx, { from: kept, to: gone, only: moved.about });
}
