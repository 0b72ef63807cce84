/** Recordings of cards: what is known of them, and their bytes. */
import type { Insertable, Selectable } from 'kysely';
import type { Lang } from '#lib/catalog/index.ts';
import type { Db } from '../platform/db.server.ts';
import type { RecordingRow } from '../platform/schema.ts';
import type { Voice } from './voices.ts';

export type Recording = Selectable<RecordingRow>;

/** Of a recording, as addresses and forms name it; anything else is refused before the database is asked. */
const ID = /^[0-9a-f]{64}$/;

export const findRecording = async (db: Db, id: string): Promise<Recording | undefined> =>
	ID.test(id)
		? db.selectFrom('recording').selectAll().where('recording_id', '=', id).executeTakeFirst()
		: undefined;

export const readBytes = async (db: Db, id: string): Promise<Uint8Array | undefined> =>
	(await db.selectFrom('recording_bytes').select('bytes').where('recording_id', '=', id).executeTakeFirst())
		?.bytes;

export async function insertRecording(
	db: Db,
	row: Insertable<RecordingRow>,
	bytes: Uint8Array
): Promise<void> {
	await db.insertInto('recording').values(row).execute();
	await db.insertInto('recording_bytes').values({ recording_id: row.recording_id, bytes }).execute();
}

/** Published ones of a course that nobody took back, in every voice; the newest first. */
export const listPublished = (db: Db, course: string, lang: Lang): Promise<Recording[]> =>
	db
		.selectFrom('recording')
		.selectAll()
		.where('course', '=', course)
		.where('lang', '=', lang)
		.where('published_at', 'is not', null)
		.where('retired_at', 'is', null)
		.orderBy('published_at', 'desc')
		.orderBy('recording_id')
		.execute();

/** What is heard of every course now; the newest first. */
export const listAllPublished = (db: Db): Promise<(Recording & { organisation: string | null })[]> =>
	db
		.selectFrom('recording')
		.leftJoin('organisation', 'organisation.organisation_id', 'recording.organisation_id')
		.selectAll('recording')
		.select('organisation.name as organisation')
		.where('published_at', 'is not', null)
		.where('retired_at', 'is', null)
		.orderBy('published_at', 'desc')
		.orderBy('recording_id')
		.limit(500)
		.execute();

/** All of a course in one voice that nobody took back, drafts among them; the newest first. */
export const listInVoice = (db: Db, course: string, voice: Voice): Promise<Recording[]> =>
	db
		.selectFrom('recording')
		.selectAll()
		.where('course', '=', course)
		.where('voice', '=', voice)
		.where('retired_at', 'is', null)
		.orderBy('at', 'desc')
		.orderBy('recording_id')
		.execute();

type Place = Pick<Recording, 'course' | 'card' | 'lang' | 'voice' | 'organisation_id'>;

/** What an organisation has of a card in one voice and nobody took back. */
const inPlace = (db: Db, { course, card, lang, voice, organisation_id }: Place) =>
	db
		.selectFrom('recording')
		.select('recording_id')
		.where('course', '=', course)
		.where('lang', '=', lang)
		.where('voice', '=', voice)
		.where('card', '=', card)
		.where('organisation_id', '=', organisation_id)
		.where('retired_at', 'is', null);

/** Attempts that nobody ever heard make room for the next one. */
export async function dropDrafts(db: Db, place: Place): Promise<void> {
	const drafts = await inPlace(db, place).where('published_at', 'is', null).execute();
	for (const { recording_id } of drafts) {
		await db.deleteFrom('recording_bytes').where('recording_id', '=', recording_id).execute();
		await db.deleteFrom('recording').where('recording_id', '=', recording_id).execute();
	}
}

/** Other recordings of the same card, voice and organisation are heard no more. */
export async function retireOthers(db: Db, of: Recording, by: string, now: number): Promise<void> {
	const others = await inPlace(db, of)
		.where('published_at', 'is not', null)
		.where('recording_id', '!=', of.recording_id)
		.execute();
	for (const { recording_id } of others) await retire(db, recording_id, by, now);
}

/** @returns whether it was not retired before */
export const retire = async (db: Db, id: string, by: string, now: number): Promise<boolean> =>
	!!(await db
		.updateTable('recording')
		.set({ retired_at: now, retired_by: by })
		.where('recording_id', '=', id)
		.where('retired_at', 'is', null)
		.returning('recording_id')
		.executeTakeFirst());

/** @returns whether it was neither published nor retired before */
export const publish = async (db: Db, id: string, by: string, now: number): Promise<boolean> =>
	!!(await db
		.updateTable('recording')
		.set({ published_at: now, published_by: by })
		.where('recording_id', '=', id)
		.where('published_at', 'is', null)
		.where('retired_at', 'is', null)
		.returning('recording_id')
		.executeTakeFirst());
