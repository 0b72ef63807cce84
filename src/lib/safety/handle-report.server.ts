import { aboutContact } from '#lib/accounts/index.server.ts';
import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { ANSWER_WITHIN } from './decide-clock.ts';
import { findReport, insertNote, moveReport } from './safety.repository.server.ts';
import { sealNote, type NoteBody } from './sealed.server.ts';

export type HandleRefusal =
	| { tag: 'forbidden' }
	| { tag: 'unknown' }
	/** Somebody else moved it meanwhile. */
	| { tag: 'elsewhere' };

/** Thrown inside the transaction, so that nothing of the act stays. */
class Elsewhere extends Error {}

/**
 * T7. What a safeguarding lead does with a report. It is written into the report's own history, sealed, and nowhere else.
 * @param noteId of the form: the same act twice is done once
 */
export async function handleReport(
	services: Services,
	at: StaffAt,
	reportId: string,
	act: NoteBody,
	noteId: string
): Promise<Result<null, HandleRefusal>> {
	if (!may(at, 'safety.read')) return refuse({ tag: 'forbidden' });
	const { db, clock } = services;
	const { organisationId, staffId } = at;
	if (!(await findReport(db, organisationId, reportId))) return refuse({ tag: 'unknown' });
	const write = async (tx: Tx) => {
		const isNew = await insertNote(tx, {
			organisation_id: organisationId,
			report_id: reportId,
			note_id: noteId,
			body: sealNote(services, reportId, noteId, act),
			at: clock(),
			by_person: staffId
		});
		if (isNew && !(await move(tx, { organisationId, reportId }, act, staffId, clock())))
			throw new Elsewhere();
	};
	try {
		await db.transaction().execute(write);
	} catch (error) {
		if (error instanceof Elsewhere) return refuse({ tag: 'elsewhere' });
		throw error;
	}
	return ok(null);
}

function move(
	tx: Tx,
	of: { organisationId: string; reportId: string },
	act: NoteBody,
	staffId: string,
	now: number
): Promise<boolean> {
	const hers = { state: 'taken', taken_by: staffId, taken_at: now } as const;
	switch (act.kind) {
		case 'taken':
			return moveReport(tx, of, ['new'], hers);
		case 'closed':
			return moveReport(tx, of, ['new', 'taken'], {
				state: 'closed',
				closed_at: now,
				outcome: act.outcome
			});
		case 'reopened':
			// Somebody has to answer anew: the clock that was met or missed is the closed report's.
			return moveReport(tx, of, ['closed'], {
				...hers,
				due_at: now + ANSWER_WITHIN,
				closed_at: null,
				outcome: null
			});
		case 'contacted':
			// Whoever has spoken with her has it in hand.
			return moveReport(tx, of, ['new', 'taken'], hers);
		case 'note':
		case 'phone':
			return Promise.resolve(true);
	}
}

/**
 * T7, T6. Her number, for whoever reads the report; that it was shown stands in the report's history.
 * @returns nothing where she has given none
 */
export async function showPhone(
	services: Services,
	at: StaffAt,
	reportId: string,
	noteId: string
): Promise<Result<string | undefined, HandleRefusal>> {
	const noted = await handleReport(services, at, reportId, { kind: 'phone' }, noteId);
	if (!noted.ok) return noted;
	const { db, secrets } = services;
	const report = await findReport(db, at.organisationId, reportId);
	if (!report) return refuse({ tag: 'unknown' });
	const learner = await db
		.selectFrom('learner')
		.select('contact')
		.where('learner_id', '=', report.learner_id)
		.executeTakeFirst();
	return ok(learner?.contact ? secrets.open(learner.contact, aboutContact(report.learner_id)) : undefined);
}
