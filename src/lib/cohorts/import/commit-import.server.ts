/** T3. Does what the preview said, all of it or nothing. */
import { OWN } from '#lib/platform/country/lang.ts';
import { addLearners, readAboutMe, writeAudit, type LearnerToAdd } from '#lib/accounts/index.server.ts';
import type { Tx } from '../../platform/db.server.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import type { CohortMemberRow } from '../../platform/schema.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Services } from '../../services.server.ts';
import { readClassPlan } from '../class-plan.ts';
import { takeCohort } from '../cohorts.repository.server.ts';
import { countActive, writeEnrolment } from '../members.repository.server.ts';
import type { ChangeReason } from '../change-reason.ts';
import { may, type StaffAt } from '../staff-at.server.ts';
import { isOffered, type Decision } from './decide-twins.ts';
import type { Draft } from './draft.server.ts';
import { isSettled } from './headings.ts';
import * as imports from './import.repository.server.ts';
import { previewImport } from './preview-import.server.ts';
import type { ImportRow } from './read-row.server.ts';

/** What an import has done, kept for undoing it. */
export interface Done {
	made: string[];
	/** Who was there already and is in the class now; what she was in it before. */
	put: { id: string; before?: CohortMemberRow['state'] }[];
}

export type CommitRefusal =
	| { tag: 'forbidden' }
	| { tag: 'unmapped' }
	/** Rows that somebody has to decide about. */
	| { tag: 'undecided'; rows: number[] }
	| { tag: 'nothing' }
	| { tag: 'archived' }
	/** T2. A full class takes nobody: so many places are left. */
	| { tag: 'full'; left: number };

/** @param decisions by row number; rows that are not named have what was suggested */
export async function commitImport(
	services: Services,
	at: StaffAt,
	draft: Draft,
	decisions: ReadonlyMap<number, Decision>
): Promise<Result<{ importId: string }, CommitRefusal>> {
	const { db, clock } = services;
	const { organisationId } = at;
	if (!may(at, 'learners.manage', draft.cohortId)) return refuse({ tag: 'forbidden' });
	if (!isSettled(draft.mapping)) return refuse({ tag: 'unmapped' });
	const preview = await previewImport(services, at, draft);
	const decided = preview.asked.map(({ row, twin, suggested }) => {
		const said = decisions.get(row.number);
		const decision =
			said !== undefined && isOffered(twin, said) ? said : said === undefined ? suggested : undefined;
		return { row, decision, person: twin.people.find((k) => k.id === decision) };
	});
	const open = decided.filter(({ decision }) => decision === undefined);
	if (open.length) return refuse({ tag: 'undecided', rows: open.map(({ row }) => row.number) });
	const fresh = [...preview.fresh, ...decided.filter((d) => d.decision === 'new').map((d) => d.row)];
	const people = new Map(
		decided.flatMap(({ person }) => (person && person.here !== 'active' ? [[person.id, person]] : []))
	);
	if (!fresh.length && !people.size) return refuse({ tag: 'nothing' });

	const now = clock();
	const today = dayIn(at.zone, now);
	const made = fresh.map((row) => ({ row, learnerId: uuidv7(now, services.random) }));
	const put = [...people.values()].map(({ id, here }) => ({
		id,
		...(here && { before: here as CohortMemberRow['state'] })
	}));
	const done: Done = { made: made.map((m) => m.learnerId), put };
	return db.transaction().execute(async (tx) => {
		const cohort = await takeCohort(tx, organisationId, draft.cohortId);
		// A second tap came after the first: it finds what the first has done.
		if (await imports.findRun(tx, organisationId, draft.cohortId, draft.id))
			return ok({ importId: draft.id });
		if (!cohort || cohort.archived_at !== null) return refuse({ tag: 'archived' });
		const { places } = readClassPlan(cohort.plan, cohort.course);
		const coming = fresh.filter(({ state }) => (state ?? 'active') === 'active').length + put.length;
		const left =
			places === null ? Infinity : places - (await countActive(tx, organisationId, draft.cohortId));
		if (coming > left) return refuse({ tag: 'full', left: Math.max(0, left) });
		await imports.insertRun(tx, {
			organisation_id: organisationId,
			import_id: draft.id,
			cohort_id: draft.cohortId,
			by_person: at.staffId,
			at: now,
			file_name: draft.fileName,
			rows_made: made.length,
			learners: JSON.stringify(done)
		});
		await addLearners(tx, services, made.map(toAdd));
		await imports.insertDetails(
			tx,
			made.flatMap(({ row, learnerId }) => {
				const body = detailOf(row);
				const hers = {
					learner_id: learnerId,
					organisation_id: organisationId,
					at: now,
					by_person: at.staffId
				};
				return Object.keys(body).length ? [{ ...hers, body: JSON.stringify(body) }] : [];
			})
		);
		const since = ({ joined }: ImportRow) =>
			joined === undefined || joined === today ? now : Date.parse(`${joined}T12:00:00Z`);
		const enrolled = made.map(({ row, learnerId }) => ({
			learnerId,
			state: row.state ?? ('active' as const),
			at: since(row)
		}));
		const back = put.map(({ id }) => ({ learnerId: id, state: 'active' as const, at: now }));
		await imports.insertEnrolments(tx, organisationId, draft.cohortId, enrolled);
		for (const one of back) await writeEnrolment(tx, { ...one, organisationId, cohortId: draft.cohortId });
		await noteChanges(tx, services, at, draft.cohortId, [...enrolled, ...back]);
		await imports.deleteDraft(tx, organisationId, draft.id);
		await writeAudit(tx, services, {
			organisationId,
			actor: at.staffId,
			act: 'learners.imported',
			subject: draft.cohortId,
			detail: { import: draft.id, made: made.length, put: put.length }
		});
		return ok({ importId: draft.id });
	});
}

const toAdd = ({ row, learnerId }: { row: ImportRow; learnerId: string }): LearnerToAdd => {
	const { name, language, phone, whose, gender, age, district } = row;
	const said: Record<string, unknown> = {
		gender,
		age,
		district,
		phone: whose === 'own' || !whose ? whose : 'shared'
	};
	return {
		learnerId,
		name,
		lang: language ?? OWN,
		...(phone && { contactPhone: phone }),
		about: readAboutMe((field) => said[field])
	};
};

/**
 * What the organisation itself wrote about her: it comes out again in its export. Her own answers about herself, given later,
 * are counted and never listed by name.
 */
export type Detail = Pick<ImportRow, 'whose' | 'gender' | 'age' | 'district' | 'note'>;

const detailOf = ({ whose, gender, age, district, note }: ImportRow): Detail =>
	JSON.parse(JSON.stringify({ whose, gender, age, district, note })) as Detail;

const noteChanges = (
	tx: Tx,
	{ clock, random }: Services,
	at: StaffAt,
	cohortId: string,
	people: readonly { learnerId: string; state: CohortMemberRow['state'] }[]
) =>
	imports.insertChanges(
		tx,
		people.map(({ learnerId, state }) => ({
			learner_id: learnerId,
			change_id: uuidv7(clock(), random),
			organisation_id: at.organisationId,
			cohort_id: cohortId,
			at: clock(),
			state,
			reason: JSON.stringify({ code: 'import' } satisfies ChangeReason),
			by_person: at.staffId
		}))
	);
