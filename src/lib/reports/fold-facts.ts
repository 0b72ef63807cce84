/**
 * R2. All facts of one learner, and the groups she is counted in, from all that stands of her in the database: always wholly, so
 * that a rebuild cannot differ. What each indicator counts is written here and in the files beside it; its words stand in the
 * messages, and the decisions behind both in docs/decisions/025-reports.md.
 */
import { DAY } from '../platform/clock.ts';
import { FactBook, type Place } from './fact-book.ts';
import { foldAnswers, foldBusiness, foldSales } from './fold-business.ts';
import { courseWork, foldCourses } from './fold-courses.ts';
import { foldLeft, foldStopped } from './fold-leaving.ts';
import { groupsOf } from './groups.ts';
import type { History, Surroundings } from './history.ts';
import { ACTIVATION_DAYS, type Fact, type Groups } from './indicators.ts';
import { dayStart, periodOfWeek, type Period } from './period.ts';
import { countedChanges, stayAt } from './stays.ts';

export interface Folded {
	/** One for each organisation in which something of hers is counted. */
	people: {
		organisationId: string;
		groups: Groups;
		/** When the calendar alone makes another fact of hers there: then she is folded again. UTC ms; null: never. */
		dueAt: number | null;
	}[];
	facts: Fact[];
}

/**
 * @param now only what is over by then is counted of quarters (`stopped`), and up to then of shops (`sales`)
 * @returns nothing of who did not join; of who does not allow it, only that she enrolled and is not counted (M8)
 */
export function foldFacts(history: History, around: Surroundings, now: number): Folded {
	if (!history.counts) return { people: [], facts: [] };
	const book = new FactBook(history, around);
	if (!history.reporting) {
		for (const { stays } of book.places) book.add('uncounted', stays[0]!.from, stays[0]!);
		return { people: [], facts: book.all() };
	}
	const works = courseWork(history.lessons, around.lessonsOf);
	foldReach(book, history);
	foldCourses(book, history, works);
	foldBusiness(book, history);
	foldAnswers(book, history);
	const changes = countedChanges(history);
	const due = new Map<string, number | null>();
	for (const place of book.places) {
		foldWork(book, place, history.worked);
		for (const at of history.answered) {
			const stay = stayAt(place.stays, at);
			if (stay) book.add('answered', at, stay);
		}
		foldLeft(book, place, changes);
		due.set(
			place.organisationId,
			sooner(
				foldSales(book, place, history, now),
				foldStopped(book, place, history, works, around.lessonsOf, now)
			)
		);
	}
	const facts = book.all();
	const groups = groupsOf(history);
	const people = [...new Set([...facts.map((fact) => fact.organisationId), ...due.keys()])].map(
		(organisationId) => ({ organisationId, groups, dueAt: due.get(organisationId) ?? null })
	);
	return { people, facts };
}

const sooner = (a: number | null, b: number | null): number | null =>
	a === null ? b : b === null ? a : Math.min(a, b);

function foldReach(book: FactBook, history: History): void {
	const begun = Math.min(...history.lessons.map((lesson) => lesson.startedAt));
	for (const { calendar, stays } of book.places) {
		const [first] = stays;
		book.add('enrolled', first!.from, first!);
		// Of those who enrolled in a quarter, whenever in the days after it was.
		if (begun <= first!.from + ACTIVATION_DAYS * DAY)
			book.add('activated', Math.max(begun, first!.from), first!, {}, calendar.periodOf(first!.from));
	}
	reached(book, history);
	const known = new Set(history.enrolments.map((e) => `${e.organisationId}/${e.cohortId}`));
	for (const { day, ...cls } of history.attended)
		if (known.has(`${cls.organisationId}/${cls.cohortId}`)) {
			const { zone } = book.calendar(cls.organisationId);
			book.add('attended', dayStart(day, zone), cls);
		}
	for (const { at, organisationId } of history.troubled) {
		const stays = book.places.find((place) => place.organisationId === organisationId)?.stays ?? [];
		book.add('troubled', at, { organisationId, cohortId: stayAt(stays, at)?.cohortId ?? '' });
	}
}

/** Who first asked for a class, was put on its list or was let in. */
function reached(book: FactBook, history: History): void {
	const first = new Map<string, { at: number; organisationId: string; cohortId: string }>();
	const changes = countedChanges(history);
	const told = new Set(changes.map((change) => change.cohortId));
	// Today's row has the day of the last change: it says when it began only where nothing else does.
	for (const one of [...changes, ...history.enrolments.filter(({ cohortId }) => !told.has(cohortId))]) {
		const before = first.get(one.organisationId);
		if (!before || one.at < before.at) first.set(one.organisationId, one);
	}
	for (const { at, ...cls } of first.values()) book.add('reached', at, cls);
}

/** Quarters and weeks in which she did something herself while in a class. */
function foldWork(book: FactBook, { calendar, stays }: Place, worked: readonly number[]): void {
	let quarter: Period | undefined;
	let week: string | undefined;
	for (const at of worked) {
		const [inQuarter, inWeek] = [calendar.periodOf(at), calendar.weekOf(at)];
		if (inQuarter === quarter && inWeek === week) continue;
		const stay = stayAt(stays, at);
		if (!stay) continue;
		if (inQuarter !== quarter) book.add('active', at, stay);
		if (inWeek !== week) book.add('active_week', at, stay, { part: inWeek }, periodOfWeek(inWeek));
		[quarter, week] = [inQuarter, inWeek];
	}
}
