import { writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { findNote, insertNote, listNotes, setNoteRemoved } from './note.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export const NOTE_MOST = 1000;

export interface Note {
	id: string;
	text: string;
	at: number;
	by: string;
}

interface OfLearner {
	cohortId: string;
	learnerId: string;
}

/** What a note is sealed to. */
export const noteAbout = (learnerId: string, noteId: string) => `note:${learnerId}:${noteId}`;

/** Whether this note was kept: by her and with these words, by anybody or with others, or not at all. */
export async function findKeptNote(
	{ db, secrets }: Pick<Services, 'db' | 'secrets'>,
	{ learnerId, noteId, by, text }: { learnerId: string; noteId: string; by: string; text: string }
): Promise<'same' | 'other' | 'none'> {
	const row = await findNote(db, learnerId, noteId);
	if (!row) return 'none';
	return row.by_person === by && secrets.open(row.body, noteAbout(learnerId, noteId)) === text
		? 'same'
		: 'other';
}

/** Notes on a learner, for those who teach in her class and those above them: never for a viewer. */
export async function readNotes(
	{ db, secrets }: Services,
	at: StaffAt,
	{ cohortId, learnerId }: OfLearner
): Promise<Note[]> {
	if (!may(at, 'learners.teach', cohortId)) return [];
	const rows = await listNotes(db, { organisationId: at.organisationId, cohortId, learnerId });
	return rows.map((row) => ({
		id: row.note_id,
		text: secrets.open(row.body, noteAbout(learnerId, row.note_id)),
		at: row.at,
		by: row.by_person
	}));
}

/**
 * Keeps a note, sealed. An edit is a new note in the place of an old one, which is no longer shown. The caller has found
 * her in this class.
 * @param given `id` of the form; `replaces` the note that was edited, '' for none; `at` when it was written, if not now
 */
export async function keepNote(
	services: Services,
	at: StaffAt,
	given: OfLearner & { id: string; text: string; replaces: string; at?: number }
): Promise<Result<null, { tag: 'forbidden' } | { tag: 'empty' } | { tag: 'long'; most: number }>> {
	const { cohortId, learnerId, id, text, replaces } = given;
	if (!may(at, 'learners.teach', cohortId)) return refuse({ tag: 'forbidden' });
	if (!text) return refuse({ tag: 'empty' });
	if (text.length > NOTE_MOST) return refuse({ tag: 'long', most: NOTE_MOST });
	const { db, clock, secrets } = services;
	const { organisationId, staffId } = at;
	const now = clock();
	await db.transaction().execute(async (tx) => {
		const isNew = await insertNote(tx, {
			learner_id: learnerId,
			note_id: id,
			organisation_id: organisationId,
			cohort_id: cohortId,
			body: secrets.seal(text, noteAbout(learnerId, id)),
			at: given.at ?? now,
			by_person: staffId
		});
		if (!isNew) return;
		if (replaces) await setNoteRemoved(tx, { organisationId, cohortId, learnerId, noteId: replaces, now });
		await writeAudit(tx, services, { organisationId, actor: staffId, act: 'note.kept', subject: learnerId });
	});
	return ok(null);
}

export async function removeNote(
	services: Services,
	at: StaffAt,
	{ cohortId, learnerId, noteId }: OfLearner & { noteId: string }
): Promise<Result<null, { tag: 'forbidden' }>> {
	if (!may(at, 'learners.teach', cohortId)) return refuse({ tag: 'forbidden' });
	const { organisationId, staffId } = at;
	await services.db.transaction().execute(async (tx) => {
		const now = services.clock();
		if (await setNoteRemoved(tx, { organisationId, cohortId, learnerId, noteId, now }))
			await writeAudit(tx, services, {
				organisationId,
				actor: staffId,
				act: 'note.removed',
				subject: learnerId
			});
	});
	return ok(null);
}
