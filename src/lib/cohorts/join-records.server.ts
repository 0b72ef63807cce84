/** T5. Two records of one woman become one, and can be taken apart again. */
import {
	isUsed,
	lockRecords,
	moveRecord,
	returnRecord,
	writeAudit,
	type MovedRecord
} from '#lib/accounts/index.server.ts';
import { DAY } from '../platform/clock.ts';
import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { AttendanceRow, CohortMemberRow } from '../platform/schema.ts';
import type { Services } from '../services.server.ts';
import { attendanceOf } from './attendance.repository.server.ts';
import type { RecordActs } from './attendance.server.ts';
import { carriesMark, isStronger, JOIN_LASTS_DAYS, type JoinRefused } from './decide-join.ts';
import { takeOutOfClass } from './import/import.repository.server.ts';
import * as store from './join.repository.server.ts';
import { changeEnrolment, findMembership, writeEnrolment } from './members.repository.server.ts';
import { decidePair, mayKnow } from './read-join.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

type State = CohortMemberRow['state'];
type Mark = AttendanceRow['state'];

/** As `learner_merge.body` keeps it: what went over, for taking it back. */
interface Moved {
	record: MovedRecord;
	places: {
		cohort: string;
		state: State;
		at: number;
		before: { state: State; at: number } | null;
		now: number | null;
	}[];
	notes: string[];
	messages: string[];
	preference: boolean;
	detail: boolean;
	marks: CarriedMark[];
}

interface CarriedMark {
	cohort: string;
	meeting: string;
	event: string;
	was: Mark | null;
}

export interface JoinGiven {
	/** Of the form: a second tap joins nothing again. */
	id: string;
	/** The class from whose page it is done. */
	cohortId: string;
	keptId: string;
	goneId: string;
}

export type JoinRefusal = { tag: 'forbidden' | 'unknown' | 'changed' | JoinRefused };

/**
 * The record that nobody has used goes into the one that she uses: classes, attendance, notes, messages, how to reach her, and
 * its card, which opens the kept record from then on. Her work, badges, shop and secret are the kept record's own and are not
 * touched. Her log only grows: attendance goes over as staff's events.
 */
export async function joinRecords(
	services: Services,
	at: StaffAt,
	given: JoinGiven,
	record: RecordActs
): Promise<Result<null, JoinRefusal>> {
	const { id, cohortId, keptId, goneId } = given;
	const { db } = services;
	const { organisationId } = at;
	if (!may(at, 'learners.manage', cohortId)) return refuse({ tag: 'forbidden' });
	const before = await store.findJoin(db, keptId, id);
	if (before) return before.organisation_id === organisationId ? ok(null) : refuse({ tag: 'unknown' });
	const known = await mayKnow(services, at, cohortId, [keptId, goneId]);
	if (!known || keptId === goneId) return refuse({ tag: 'unknown' });
	const decided = await decidePair(services, at, keptId, goneId);
	if ('refused' in decided) return refuse({ tag: decided.refused });
	if (decided.kept !== keptId) return refuse({ tag: 'changed' });
	const marks = await carryMarks(services, at, given, record);
	const done = await db.transaction().execute(async (tx) => {
		if (!(await lockRecords(tx, keptId, goneId))) return (await store.findJoin(tx, keptId, id)) !== undefined;
		// A card may have been used since the page was read, and she may have been put into another class.
		if (await isUsed(tx, goneId)) return false;
		const places = await store.placesOfLearner(tx, goneId);
		if (places.some((p) => p.organisation_id !== organisationId)) return false;
		const pair = { kept: keptId, gone: goneId };
		const way = { from: goneId, to: keptId, organisationId };
		const moved: Moved = {
			record: await moveRecord(tx, services, pair),
			places: [],
			notes: await store.moveWritten(tx, services, 'notes', way),
			messages: await store.moveWritten(tx, services, 'messages', way),
			preference: await store.moveSingle(tx, 'contact_preference', way),
			detail: await store.moveSingle(tx, 'learner_detail', way),
			marks
		};
		for (const { cohort_id, state, at: since } of places)
			moved.places.push(
				await movePlace(tx, services, at, given, { cohort: cohort_id, state: state as State, at: since })
			);
		await tx
			.insertInto('learner_merge')
			.values({
				learner_id: keptId,
				merge_id: id,
				gone_id: goneId,
				organisation_id: organisationId,
				at: services.clock(),
				by_person: at.staffId,
				body: JSON.stringify(moved)
			})
			.execute();
		await audit(tx, services, at, 'learner.joined', given);
		return true;
	});
	if (done) return ok(null);
	await returnMarks(services, at, { ...given, marks }, record);
	return refuse({ tag: 'changed' });
}

const audit = (
	tx: Tx,
	services: Services,
	at: StaffAt,
	act: string,
	{ cohortId, keptId, goneId, id }: JoinGiven
) =>
	writeAudit(tx, services, {
		organisationId: at.organisationId,
		actor: at.staffId,
		act,
		subject: keptId,
		detail: { cohort: cohortId, other: goneId, merge: id }
	});

async function movePlace(
	tx: Tx,
	services: Services,
	at: StaffAt,
	{ keptId, goneId }: JoinGiven,
	place: { cohort: string; state: State; at: number }
): Promise<Moved['places'][number]> {
	const { organisationId } = at;
	const { cohort: cohortId, state } = place;
	await takeOutOfClass(tx, { learner_id: goneId, organisation_id: organisationId, cohort_id: cohortId });
	const row = await findMembership(tx, organisationId, cohortId, keptId);
	const before = row ? { state: row.state, at: Number(row.since) } : null;
	if (!isStronger(state, before?.state)) return { ...place, before, now: null };
	await changeEnrolment(tx, services, {
		learnerId: keptId,
		organisationId,
		cohortId,
		state,
		at: place.at,
		reason: { code: 'joined' },
		by: at.staffId
	});
	return { ...place, before, now: place.at };
}

/** Attendance goes into the kept record's log, as what staff say of her. */
async function carryMarks(
	services: Services,
	at: StaffAt,
	{ id, keptId, goneId }: JoinGiven,
	record: RecordActs
): Promise<CarriedMark[]> {
	const { organisationId, staffId } = at;
	const [hers, standing] = await Promise.all(
		[goneId, keptId].map((learnerId) => attendanceOf(services.db, learnerId, organisationId))
	);
	const of = new Map(standing!.map((mark) => [mark.meeting_id, mark]));
	const carried = hers!.filter((mark) => carriesMark(mark.state, of.get(mark.meeting_id)?.state));
	if (!carried.length) return [];
	await record(
		services,
		staffId,
		keptId,
		carried.map(({ cohort_id: cohort, meeting_id: meeting, state, at: marked }) => ({
			kind: 'attendance.marked' as const,
			body: { organisation: organisationId, cohort, meeting, state },
			act: ['joined', id, meeting],
			// With its own day, unless it must stand above a later mark.
			...(!of.has(meeting) && { at: marked })
		}))
	);
	const now = await attendanceOf(services.db, keptId, organisationId);
	return carried.flatMap(({ cohort_id: cohort, meeting_id: meeting }) => {
		const was = of.get(meeting);
		const mark = now.find((m) => m.meeting_id === meeting);
		// K5. Of who took back the permission to keep her work nothing was kept.
		return !mark || mark.event_id === was?.event_id
			? []
			: [{ cohort, meeting, event: mark.event_id, was: was?.state ?? null }];
	});
}

/** What was carried over stands again as before, where nobody has marked it since. */
async function returnMarks(
	services: Services,
	at: StaffAt,
	{ id, keptId, marks }: Pick<JoinGiven, 'id' | 'keptId'> & { marks: CarriedMark[] },
	record: RecordActs
): Promise<void> {
	const { organisationId } = at;
	const now = await attendanceOf(services.db, keptId, organisationId);
	const standing = marks.filter(({ event }) => now.some((mark) => mark.event_id === event));
	if (!standing.length) return;
	await record(
		services,
		at.staffId,
		keptId,
		standing.map(({ cohort, meeting, was }) => ({
			kind: 'attendance.marked' as const,
			body: { organisation: organisationId, cohort, meeting, state: was ?? ('none' as const) },
			act: ['parted', id, meeting]
		}))
	);
}

export type PartRefusal = { tag: 'forbidden' | 'unknown' | 'too_late' };

/** Takes apart what was joined: everything that went over goes back, as far as nobody has changed it since. */
export async function partRecords(
	services: Services,
	at: StaffAt,
	{ id, cohortId, keptId }: Omit<JoinGiven, 'goneId'>,
	record: RecordActs
): Promise<Result<null, PartRefusal>> {
	const { organisationId } = at;
	if (!may(at, 'learners.manage', cohortId)) return refuse({ tag: 'forbidden' });
	if (!(await mayKnow(services, at, cohortId, [keptId]))) return refuse({ tag: 'unknown' });
	const join = await store.findJoin(services.db, keptId, id);
	if (join?.organisation_id !== organisationId) return refuse({ tag: 'unknown' });
	const moved = JSON.parse(join.body) as Moved;
	// T1. It came from classes that she must look after too.
	if (!moved.places.every(({ cohort }) => may(at, 'learners.manage', cohort)))
		return refuse({ tag: 'unknown' });
	const now = services.clock();
	if (join.undone_at === null && join.at < now - JOIN_LASTS_DAYS * DAY) return refuse({ tag: 'too_late' });
	const goneId = join.gone_id;
	await services.db.transaction().execute(async (tx) => {
		if (!(await store.markParted(tx, keptId, id, organisationId, now))) return;
		const way = { from: keptId, to: goneId, organisationId };
		await returnRecord(tx, services, { kept: keptId, gone: goneId }, moved.record);
		if (moved.notes.length) await store.moveWritten(tx, services, 'notes', way, moved.notes);
		if (moved.messages.length) await store.moveWritten(tx, services, 'messages', way, moved.messages);
		if (moved.preference) await store.moveSingle(tx, 'contact_preference', way);
		if (moved.detail) await store.moveSingle(tx, 'learner_detail', way);
		for (const place of moved.places) await returnPlace(tx, at, { keptId, goneId }, place);
		await audit(tx, services, at, 'learner.parted', { id, cohortId, keptId, goneId });
	});
	// Also after a second tap: the first may not have come so far.
	await returnMarks(services, at, { id, keptId, marks: moved.marks }, record);
	return ok(null);
}

async function returnPlace(
	tx: Tx,
	{ organisationId }: StaffAt,
	{ keptId, goneId }: Pick<JoinGiven, 'keptId' | 'goneId'>,
	{ cohort: cohortId, state, at, before, now }: Moved['places'][number]
): Promise<void> {
	await writeEnrolment(tx, { learnerId: goneId, organisationId, cohortId, state, at });
	const row = await findMembership(tx, organisationId, cohortId, keptId);
	if (now === null || row?.state !== state || Number(row.since) !== now) return;
	if (before) await writeEnrolment(tx, { learnerId: keptId, organisationId, cohortId, ...before });
	else await takeOutOfClass(tx, { learner_id: keptId, organisation_id: organisationId, cohort_id: cohortId });
}
