import { type Lang } from '#lib/platform/country/lang.ts';
import { may, readContactPreference, type StaffAt } from '#lib/cohorts/index.server.ts';
import type { ContactPreference } from '#lib/cohorts/index.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { byUrgency, decideClock, type Clock, type ReportState } from './decide-clock.ts';
import {
	classesOf,
	findLead,
	findReport,
	listClosed,
	listOpen,
	namesOfLearners,
	namesOfStaff,
	notesOf,
	notesOfAll
} from './safety.repository.server.ts';
import { openBody, openNote, type NoteBody } from './sealed.server.ts';
import { wordOf, type Outcome, type Reach, type Topic, type When } from './told.ts';

export interface ReportLine {
	id: string;
	/** Of the woman; empty where her record names nobody. */
	name: string;
	/** Whether a phone number of hers is known. */
	hasNumber: boolean;
	classes: string[];
	at: number;
	dueAt: number;
	state: ReportState;
	clock: Clock;
	/** How often she has told. */
	times: number;
	lastAt: number;
	reach?: Reach;
	when?: When;
	topics: Topic[];
	takenBy: string | undefined;
	outcome: Outcome | undefined;
}

export interface Report extends ReportLine {
	learnerId: string;
	lang: Lang;
	/** T6. What she, or her trainer, has said of her phone at any time. */
	usual: ContactPreference | undefined;
	history: (NoteBody & { id: string; at: number; by: string })[];
}

const CLOSED_SHOWN = 50;
type Forbidden = { tag: 'forbidden' };

/** T7. The inbox of whoever is responsible, the most overdue first. */
export async function listReports(services: Services, at: StaffAt): Promise<Result<ReportLine[], Forbidden>> {
	if (!may(at, 'safety.read')) return refuse({ tag: 'forbidden' });
	const { db } = services;
	const [open, closed] = await Promise.all([
		listOpen(db, at.organisationId),
		listClosed(db, at.organisationId, CLOSED_SHOWN)
	]);
	return ok(byUrgency(await linesOf(services, at, [...open, ...closed])));
}

/** T7. One report, whole. */
export async function readReport(
	services: Services,
	at: StaffAt,
	reportId: string
): Promise<Result<Report, Forbidden | { tag: 'unknown' }>> {
	if (!may(at, 'safety.read')) return refuse({ tag: 'forbidden' });
	const { db } = services;
	const row = await findReport(db, at.organisationId, reportId);
	if (!row) return refuse({ tag: 'unknown' });
	const [[line], notes, usual] = await Promise.all([
		linesOf(services, at, [row]),
		notesOf(db, at.organisationId, reportId),
		readContactPreference(db, row.learner_id, at.organisationId)
	]);
	const by = await staffNames(
		services,
		notes.map((note) => note.by_person)
	);
	return ok({
		...line!,
		learnerId: row.learner_id,
		usual,
		lang: openBody(services, at.organisationId, reportId, row.body).lang,
		history: notes.map((note) => ({
			...openNote(services, reportId, note.note_id, note.body),
			id: note.note_id,
			at: note.at,
			by: by.get(note.by_person) ?? ''
		}))
	});
}

type Row = NonNullable<Awaited<ReturnType<typeof findReport>>>;

async function linesOf(services: Services, at: StaffAt, rows: readonly Row[]): Promise<ReportLine[]> {
	const { db, clock } = services;
	const learners = [...new Set(rows.map((row) => row.learner_id))];
	const taken = rows.flatMap((row) => (row.state === 'taken' ? row.report_id : []));
	const [people, classes, staff, notes] = await Promise.all([
		learners.length ? namesOfLearners(db, learners) : [],
		learners.length ? classesOf(db, at.organisationId, learners) : [],
		staffNames(
			services,
			rows.flatMap((row) => row.taken_by ?? [])
		),
		taken.length ? notesOfAll(db, at.organisationId, taken) : []
	]);
	const now = clock();
	// The last of the two holds: what is opened again waits for an answer again.
	const answered = new Set<string>();
	for (const { report_id: id, note_id, body } of notes) {
		const { kind } = openNote(services, id, note_id, body);
		if (kind === 'contacted') answered.add(id);
		if (kind === 'reopened') answered.delete(id);
	}
	return rows.map((row) => {
		const { told } = openBody(services, at.organisationId, row.report_id, row.body);
		const dueAt = row.due_at;
		const her = people.find((one) => one.learner_id === row.learner_id);
		return {
			id: row.report_id,
			name: her?.display_name ?? '',
			hasNumber: Boolean(her?.hasNumber),
			classes: classes.filter((one) => one.learner_id === row.learner_id).map(({ name }) => name),
			at: row.at,
			dueAt,
			state: row.state,
			clock: decideClock({ state: row.state, answered: answered.has(row.report_id), dueAt }, now),
			times: told.length,
			lastAt: told.at(-1)?.at ?? row.at,
			...wordOf(told),
			takenBy: (row.taken_by && staff.get(row.taken_by)) || undefined,
			outcome: (row.outcome ?? undefined) as Outcome | undefined
		};
	});
}

async function staffNames({ db }: Services, ids: readonly string[]): Promise<Map<string, string>> {
	const unique = [...new Set(ids)];
	const rows = unique.length ? await namesOfStaff(db, unique) : [];
	return new Map(rows.map((row) => [row.staff_id, row.name]));
}

/** T7. Without one, reports wait unread: an administrator has to know, and no page may promise an answer. */
export const hasSafeguardingLead = async (
	{ db }: Pick<Services, 'db'>,
	organisationId: string
): Promise<boolean> => (await findLead(db, organisationId)) !== undefined;
