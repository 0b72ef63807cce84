import { lessonById, questionById, type Course, type Lang } from '../catalog/index.ts';
import { DAY } from '../platform/clock.ts';
import { byName } from '../platform/name-order.ts';
import type { Services } from '../services.server.ts';
import { textIn, type Board, type BoardLearner, type Cell, type Column, type HardQuestion } from './board.ts';
import * as store from './board.repository.server.ts';
import { readClassPlan } from './class-plan.ts';
import { helpCourse } from './help-course.ts';
import {
	byUrgency,
	decideNeedsHelp,
	dueToShow,
	hasFinished,
	CHECK_FAILS,
	type HelpRules,
	type LearnerFacts,
	type Need
} from './decide-needs-help.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** Of how few answers a share says nothing yet, and how many questions are named. */
const LEAST_ANSWERS = 3;
const MOST_HARD = 5;
/** A column is marked from so many stuck on. */
const LEAST_STUCK = 2;

/**
 * T4. The board of one class: who is where, who needs help first and why, which questions are hard. Four queries, whatever
 * its size; everything else is worked out in memory. Nothing where she may not see this class.
 */
export async function readBoard(
	{ db, clock, catalogue }: Pick<Services, 'db' | 'clock' | 'catalogue'>,
	at: StaffAt,
	cohortId: string,
	lang: Lang
): Promise<Board | undefined> {
	if (!may(at, 'class.see', cohortId)) return undefined;
	const rows = await store.readClass(db, at.organisationId, cohortId);
	const [first] = rows;
	if (!first) return undefined;
	const courses = readClassPlan(first.plan, first.course).courses.flatMap((id) => catalogue.course(id) ?? []);
	const members = rows.flatMap((r) =>
		r.id !== null && r.state === 'active'
			? [
					{
						id: r.id,
						name: r.name ?? '',
						tileSeed: r.tileSeed!,
						since: r.since!,
						hasNumber: Boolean(r.hasNumber)
					}
				]
			: []
	);
	const ids = members.map((m) => m.id);
	const courseIds = courses.map((c) => c.id);
	const [lessons, answers, traces] =
		ids.length && courseIds.length
			? await Promise.all([
					store.readClassLessons(db, ids, courseIds),
					store.readFirstAnswers(db, ids, courseIds),
					store.readTraces(db, ids)
				])
			: [[], [], []];
	const now = clock();
	const rules = { courses: courses.map(helpCourse), now, zone: at.zone };
	const columns = columnsOf(courses, lang);
	const lessonsOf = Map.groupBy(lessons, (l) => l.learner_id);
	const tracesOf = Map.groupBy(traces, (t) => t.learner_id);
	const learners = members.map((m): BoardLearner => {
		const facts = factsOf(m, lessonsOf.get(m.id) ?? [], tracesOf.get(m.id) ?? []);
		const needs = decideNeedsHelp(facts, rules);
		const cells = cellsOf(columns, facts, needs, rules.courses);
		return {
			id: m.id,
			name: m.name,
			tileSeed: m.tileSeed,
			needs,
			cells,
			done: cells.filter((c) => c === 'done').length,
			finished: hasFinished(facts, courses),
			lastAt: facts.lastAt
		};
	});
	const week = now - 7 * DAY;
	return {
		courses: courses.map((c) => ({
			id: c.id,
			title: textIn(c.title, lang),
			columns: columns.filter((x) => x.course === c.id).length
		})),
		columns,
		learners: learners.sort(helpFirst),
		hot: hottest(columns, learners),
		week: {
			moved: learners.filter((l) => l.lastAt !== null && l.lastAt > week).length,
			finishedLessons: lessons.filter((l) => l.finished_at !== null && l.finished_at > week).length
		},
		waiting: {
			toMark: toMark(learners),
			toLetIn: rows.filter((r) => r.id !== null && r.state === 'asked').length,
			asked: count(learners, 'asked_for_help')
		},
		hardest: hardestOf(courses, answers, lang),
		arrivedAt: newest([
			...traces.filter((t) => t.what === 'upload').map((t) => t.at),
			...learners.map((l) => l.lastAt)
		])
	};
}

const newest = (times: readonly (number | null)[]): number | null =>
	times.reduce<number | null>((m, t) => (t !== null && (m === null || t > m) ? t : m), null);

const toMark = (learners: readonly BoardLearner[]): number =>
	learners
		.flatMap(({ needs }) => needs)
		.reduce((sum, { reason, count: n }) => (reason === 'practical_waiting' ? sum + n : sum), 0);

const count = (learners: readonly BoardLearner[], reason: Need['reason']): number =>
	learners.filter((l) => l.needs.some((n) => n.reason === reason)).length;

const columnsOf = (courses: readonly Course[], lang: Lang): Column[] =>
	courses.flatMap(({ id: course, lessons }) => [
		...lessons.map(({ id, number, title }) => ({
			kind: 'lesson' as const,
			course,
			lesson: id,
			number,
			title: textIn(title, lang)
		})),
		...(['check', 'practical', 'badge'] as const).map((kind) => ({
			kind,
			course,
			lesson: '',
			number: 0,
			title: ''
		}))
	]);

/** Whoever needs help by urgency, then the others by how long their work is known, newest first. */
const helpFirst = (a: BoardLearner, b: BoardLearner): number => {
	const [x, y] = [a.needs[0], b.needs[0]];
	if (x && y) return byUrgency(x, y) || byName(a, b);
	return x ? -1 : y ? 1 : (b.lastAt ?? 0) - (a.lastAt ?? 0) || byName(a, b);
};

type LessonRow = Awaited<ReturnType<typeof store.readClassLessons>>[number];

/** What the rows say of one learner. */
export function factsOf(
	{ since, hasNumber }: Pick<LearnerFacts, 'since' | 'hasNumber'>,
	lessons: readonly LessonRow[],
	traces: readonly store.Trace[]
): LearnerFacts {
	const of = (what: store.Trace['what']) => traces.filter((t) => t.what === what);
	const attempts = of('attempt').map((t) => ({
		course: t.course,
		number: t.n,
		passed: t.flag === 1,
		at: t.at
	}));
	const work = newest([...lessons.map((l) => l.last_at), ...attempts.map((a) => a.at)]);
	return {
		since,
		hasNumber,
		lessons: lessons.map((l) => ({
			course: l.course,
			lesson: l.lesson,
			lastAt: l.last_at,
			finishedAt: l.finished_at
		})),
		open: of('open').map((t) => ({
			course: t.course,
			lesson: t.place,
			item: t.item,
			kind: t.flag === 1 ? 'question' : 'practice',
			wrong: t.n,
			lastAt: t.at
		})),
		attempts,
		practicals: of('practical').map((t) => ({
			course: t.course,
			passed: t.flag === 1,
			markedBy: t.place,
			at: t.at
		})),
		asked: of('asked').map((t) => ({ course: t.course, lesson: t.place, at: t.at })),
		phones: [
			...of('phone').map((t) => ({ waiting: t.n, noRoom: t.flag === 1, at: t.at })),
			// S10. What came after a gap has arrived; what belongs into it is still on her phone.
			...of('upload').flatMap((t) => (t.flag === 1 ? [{ waiting: 1, noRoom: false, at: t.at }] : []))
		],
		awards: of('award').map((t) => ({ course: t.course })),
		buyers: of('buyer').map((t) => ({ since: t.at })),
		// Work of another kind, such as her first answers before the course, shows only in what her phone sent.
		lastAt: work ?? newest(of('upload').map((t) => t.at))
	};
}

function cellsOf(
	columns: readonly Column[],
	facts: LearnerFacts,
	needs: readonly Need[],
	courses: HelpRules['courses']
): Cell[] {
	const due = new Set(dueToShow(facts, courses).map(({ course }) => course));
	const lessons = new Map(facts.lessons.map((l) => [`${l.course}/${l.lesson}`, l]));
	const stuck = new Set(
		needs
			.filter((n) => n.reason === 'stuck' || n.reason === 'fraud_practice_failed_twice')
			.map((n) => `${n.course}/${n.lesson}`)
	);
	return columns.map(({ kind, course, lesson }): Cell => {
		if (kind === 'lesson') {
			const place = `${course}/${lesson}`;
			const at = lessons.get(place);
			return stuck.has(place) ? 'stuck' : !at ? 'none' : at.finishedAt === null ? 'on' : 'done';
		}
		if (kind === 'check') {
			const of = facts.attempts.filter((a) => a.course === course);
			if (of.some((a) => a.passed)) return 'done';
			return of.length >= CHECK_FAILS ? 'stuck' : of.length ? 'on' : 'none';
		}
		if (kind === 'badge') return facts.awards.some((a) => a.course === course) ? 'done' : 'none';
		const practical = facts.practicals.find((p) => p.course === course);
		if (practical) return practical.passed ? 'done' : 'on';
		return due.has(course) ? 'on' : 'none';
	});
}

function hottest(columns: readonly Column[], learners: readonly BoardLearner[]): number {
	const stuck = columns.map((_, i) => learners.filter((l) => l.cells[i] === 'stuck').length);
	const most = Math.max(0, ...stuck);
	return most >= LEAST_STUCK ? stuck.indexOf(most) : -1;
}

type AnswerRow = Awaited<ReturnType<typeof store.readFirstAnswers>>[number];

function hardestOf(courses: readonly Course[], rows: readonly AnswerRow[], lang: Lang): HardQuestion[] {
	const hardest = [...Map.groupBy(rows, (r) => `${r.course} ${r.lesson} ${r.item}`).values()]
		.flatMap((answers) => {
			const of = answers.reduce((sum, a) => sum + Number(a.n), 0);
			const wrong = answers.filter((a) => a.first_right === 0);
			const wrongs = wrong.reduce((sum, a) => sum + Number(a.n), 0);
			return of < LEAST_ANSWERS || wrongs === 0 ? [] : [{ ...answers[0]!, of, wrong, wrongs }];
		})
		.sort((a, b) => b.wrongs / b.of - a.wrongs / a.of || b.of - a.of || (a.item < b.item ? -1 : 1));
	const told: HardQuestion[] = [];
	for (const { course: courseId, lesson, item, of, wrong, wrongs } of hardest) {
		if (told.length === MOST_HARD) break;
		const course = courses.find((c) => c.id === courseId);
		// Items of the final check are not found here (C6).
		const question = course && questionById(course, item);
		if (!question) continue;
		const top = wrong.reduce((most, a) => (Number(a.n) > Number(most.n) ? a : most));
		const option = question.options.find((o) => o.letter === top.first_choice);
		told.push({
			course: courseId,
			lesson,
			number: lessonById(course, lesson)?.number ?? 0,
			item,
			stem: textIn(question.stem, lang),
			wrong: wrongs,
			of,
			mostly: option ? textIn(option.text, lang) : question.type === 'amount' ? top.first_choice : '',
			mostlyBy: Number(top.n)
		});
	}
	return told;
}
