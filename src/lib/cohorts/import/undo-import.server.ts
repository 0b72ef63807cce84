/** T3. Within a day an import can be taken back, as far as nothing has begun since. */
import { listPeople, takeAwayLearners, whoHasBegun, writeAudit } from '#lib/accounts/index.server.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import type { Services } from '../../services.server.ts';
import { writeEnrolment } from '../members.repository.server.ts';
import type { ChangeReason } from '../change-reason.ts';
import { may, type StaffAt } from '../staff-at.server.ts';
import type { Done } from './commit-import.server.ts';
import { IMPORT_LASTS } from './draft.server.ts';
import * as imports from './import.repository.server.ts';

export interface ImportRun {
	id: string;
	at: number;
	fileName: string;
	made: number;
	put: number;
	undoneAt?: number;
	/** Undoing is still possible. */
	open: boolean;
	/** After undoing: whom it made and who is still there, because something had begun. */
	kept: string[];
}

/** The newest first. */
export async function listImports(services: Services, at: StaffAt, cohortId: string): Promise<ImportRun[]> {
	if (!may(at, 'learners.manage', cohortId)) return [];
	const rows = await imports.listRuns(services.db, at.organisationId, cohortId);
	return Promise.all(
		rows.map(async (row) => {
			const { made, put } = JSON.parse(row.learners) as Done;
			const kept = row.undone_at === null ? [] : await listPeople(services, made);
			return {
				id: row.import_id,
				at: row.at,
				fileName: row.file_name,
				made: row.rows_made,
				put: put.length,
				...(row.undone_at !== null && { undoneAt: row.undone_at }),
				open: row.undone_at === null && row.at > services.clock() - IMPORT_LASTS,
				kept: kept.map((person) => person.name)
			};
		})
	);
}

export const isImported = async (
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	cohortId: string,
	importId: string
) => (await imports.findRun(db, at.organisationId, cohortId, importId)) !== undefined;

/**
 * Takes away whom this import made, except who has worked, logged in, or is in another class since; and takes out of the class
 * whom it put there.
 */
export async function undoImport(
	services: Services,
	at: StaffAt,
	cohortId: string,
	importId: string
): Promise<Result<null, { tag: 'forbidden' | 'unknown' | 'too_late' }>> {
	const { db, allLearners, clock, random } = services;
	const { organisationId } = at;
	if (!may(at, 'learners.manage', cohortId)) return refuse({ tag: 'forbidden' });
	const run = await imports.findRun(db, organisationId, cohortId, importId);
	if (!run) return refuse({ tag: 'unknown' });
	if (run.undone_at !== null) return ok(null);
	const now = clock();
	if (run.at <= now - IMPORT_LASTS) return refuse({ tag: 'too_late' });
	const { made, put } = JSON.parse(run.learners) as Done;
	// The organisation's tables name them as well: the key of the learner alone finds all her rows.
	await allLearners.transaction().execute(async (tx) => {
		if (!(await imports.markUndone(tx, organisationId, importId, now))) return;
		const enrolments = await imports.enrolmentsOfMany(tx, [...made, ...put.map((p) => p.id)]);
		const elsewhere = new Set(
			enrolments
				.filter((e) => e.organisation_id !== organisationId || e.cohort_id !== cohortId)
				.map((e) => e.learner_id)
		);
		const begun = await whoHasBegun(tx, made);
		const gone = made.filter((id) => !begun.has(id) && !elsewhere.has(id));
		await takeAwayLearners(tx, gone);
		for (const { id, before } of put) {
			const current = enrolments.find(
				(e) => e.learner_id === id && e.organisation_id === organisationId && e.cohort_id === cohortId
			);
			// Somebody has changed it since: that stands.
			if (current?.state !== 'active' || current.at !== run.at) continue;
			const place = { learner_id: id, organisation_id: organisationId, cohort_id: cohortId };
			if (before)
				await writeEnrolment(tx, { learnerId: id, organisationId, cohortId, state: before, at: now });
			else await imports.takeOutOfClass(tx, place);
			await imports.insertChanges(tx, [
				{
					...place,
					change_id: uuidv7(now, random),
					at: now,
					state: before ?? 'removed',
					reason: JSON.stringify({ code: 'import_undone' } satisfies ChangeReason),
					by_person: at.staffId
				}
			]);
		}
		await writeAudit(tx, services, {
			organisationId,
			actor: at.staffId,
			act: 'import.undone',
			subject: cohortId,
			detail: { import: importId, removed: gone.length, kept: made.length - gone.length }
		});
	});
	return ok(null);
}
