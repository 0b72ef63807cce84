import {
	lessonById,
	practiceOf,
	questionById,
	type Catalogue,
	type Lang,
	type PlayData
} from '../catalog/index.ts';
import type { EventBodies } from '../progress/index.ts';
import type { Db } from '../platform/db.server.ts';
import type { Services } from '../services.server.ts';
import { textIn } from './board.ts';
import { readClassPlan } from './class-plan.ts';
import { findCohort } from './cohorts.repository.server.ts';
import { decideNeedsHelp, type Need } from './decide-needs-help.ts';
import { helpCourse } from './help-course.ts';
import type { Member } from './find-member.server.ts';
import * as store from './learner-story.repository.server.ts';
import { readTraces } from './board.repository.server.ts';
import { factsOf } from './read-board.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';
import { missingOf, pageOfDays, tellDays, type Day, type Moment, type Told } from './tell-days.ts';

export interface LearnerLesson {
	course: string;
	lesson: string;
	number: number;
	title: string;
	state: 'none' | 'on' | 'done';
	lastAt: number | null;
	/** What she got wrong there, in the words of the course; most often wrong first. */
	missed: { item: string; words: string; wrong: number; right: boolean }[];
}

export interface LearnerStory {
	courses: {
		id: string;
		title: string;
		lessons: LearnerLesson[];
		attempts: { number: number; score: number; passed: boolean; at: number; revisit: string[] }[];
		practical: { passed: boolean; byRule: boolean; at: number } | null;
		badgeAt: number | null;
	}[];
	needs: Need[];
	days: Day[];
	/** A day for the address of the page after this one; null on the last. */
	older: string | null;
	isNewest: boolean;
	/** Her phones, the newest first; of each what has come, is missing, and what it said itself. */
	phones: { lastAt: number; missing: number; waiting: number; full: boolean; toldAt: number | null }[];
	/** When she last came into this class; null where that is not written down. */
	joinedAt: number | null;
	/** Newest work of any kind; null when nothing has come. */
	lastAt: number | null;
	arrivedAt: number | null;
}

/**
 * T4. What one learner of a class has done, day by day. The caller has found her in the class (`findMember`). T1: of who has
 * left or moved on, what was done until then; what she does now is no business of this class.
 */
export async function readLearnerStory(
	{ db, clock, catalogue }: Pick<Services, 'db' | 'clock' | 'catalogue'>,
	at: StaffAt,
	cohortId: string,
	member: Member,
	{ lang, before }: { lang: Lang; before: string }
): Promise<LearnerStory | undefined> {
	const cohort = may(at, 'class.see', cohortId) && (await findCohort(db, at.organisationId, cohortId));
	if (!cohort) return undefined;
	const id = member.id;
	const isHere = member.state === 'active';
	const until = isHere ? Infinity : member.since;
	const [all, places, meetings] = await Promise.all([
		readHers(db, id, until),
		store.readPlaces(db, id, at.organisationId),
		store.readMeetingNumbers(db, at.organisationId, cohortId)
	]);
	const { events, answers, lessons, items, attempts, practicals, awards, streams, states, traces } = all;
	const courses = readClassPlan(cohort.plan, cohort.course).courses.flatMap((c) => catalogue.course(c) ?? []);
	const moments: Moment[] = [
		...lessons.flatMap(({ course, lesson, started_at, finished_at }) => [
			moment(started_at, { tag: 'lesson_begun', course, lesson }),
			...(finished_at === null ? [] : [moment(finished_at, { tag: 'lesson_finished', course, lesson })])
		]),
		...events.flatMap((e) => {
			const told = toldOf(e, { at, attempts, meetings, catalogue, lang });
			return told ? [moment(e.happened_at, told, e.late === 1)] : [];
		}),
		...awards.map((a) => moment(a.awarded_at, { tag: 'badge', course: a.course })),
		...places.map((p) =>
			moment(p.at, { tag: 'place', state: p.state, reason: p.reason, cohort: p.name ?? '' })
		)
	];
	const days = tellDays(
		moments,
		answers.map((a) => ({ at: a.happened_at, late: a.late === 1 })),
		at.zone
	);
	const facts = factsOf(
		member,
		lessons.map((l) => ({ ...l, learner_id: id })),
		traces
	);
	return {
		courses: courses.map((course) => ({
			id: course.id,
			title: textIn(course.title, lang),
			lessons: course.lessons.map((l): LearnerLesson => {
				const row = lessons.find((r) => r.course === course.id && r.lesson === l.id);
				const missed = items
					.filter((i) => i.course === course.id && i.lesson === l.id)
					.flatMap((i) => {
						const words = itemWords(catalogue, course.id, i.item, lang);
						return words ? [{ item: i.item, words, wrong: i.wrong, right: i.right_at !== null }] : [];
					})
					.sort((a, b) => Number(a.right) - Number(b.right) || b.wrong - a.wrong);
				return {
					course: course.id,
					lesson: l.id,
					number: l.number,
					title: textIn(l.title, lang),
					state: !row ? 'none' : row.finished_at === null ? 'on' : 'done',
					lastAt: row?.last_at ?? null,
					missed
				};
			}),
			attempts: attempts
				.filter((a) => a.course === course.id)
				.map((a) => ({
					number: a.number,
					score: a.score,
					passed: a.passed === 1,
					at: a.submitted_at,
					revisit: (JSON.parse(a.revisit) as string[]).flatMap((l) => {
						const lesson = lessonById(course, l);
						return lesson ? [`${lesson.number}. ${textIn(lesson.title, lang)}`] : [];
					})
				})),
			practical:
				practicals
					.filter((p) => p.course === course.id)
					.map((p) => ({ passed: p.passed === 1, byRule: p.marked_by === 'rule', at: p.at }))[0] ?? null,
			badgeAt: awards.find((a) => a.course === course.id && a.state === 'active')?.awarded_at ?? null
		})),
		needs: isHere
			? decideNeedsHelp(facts, { courses: courses.map(helpCourse), now: clock(), zone: at.zone })
			: [],
		...pageOfDays(days, before),
		phones: phonesOf(streams, states),
		// Where she is no longer in the class, `since` is the day she left; her history has the day she came.
		joinedAt: isHere
			? member.since
			: (places.findLast((p) => p.cohort_id === cohortId && p.state === 'active')?.at ?? null),
		lastAt: facts.lastAt,
		arrivedAt: streams.length ? Math.max(...streams.map((s) => s.last_at)) : facts.lastAt
	};
}

/** What the server holds of her, as it stood then. Her phones, and what she got wrong, have no history: they are told of now alone. */
async function readHers(db: Db, id: string, until: number) {
	const [events, answers, lessons, items, attempts, practicals, awards, streams, states, traces] =
		await Promise.all([
			store.readToldEvents(db, id),
			store.readAnswerTimes(db, id),
			store.readLessonTimes(db, id),
			store.readItems(db, id),
			store.readAttemptRows(db, id),
			store.readPracticalRows(db, id),
			store.readAwardRows(db, id),
			store.readStreamsOf(db, id),
			store.readPhoneStates(db, id),
			readTraces(db, [id])
		]);
	if (until === Infinity)
		return { events, answers, lessons, items, attempts, practicals, awards, streams, states, traces };
	return {
		events: events.filter((e) => e.happened_at <= until),
		answers: answers.filter((e) => e.happened_at <= until),
		lessons: lessons
			.filter((l) => l.started_at <= until)
			.map((l) => ({
				...l,
				last_at: Math.min(l.last_at, until),
				finished_at: l.finished_at !== null && l.finished_at <= until ? l.finished_at : null
			})),
		items: [],
		attempts: attempts.filter((a) => a.submitted_at <= until),
		practicals: practicals.filter((p) => p.at <= until),
		awards: awards.filter((a) => a.awarded_at <= until),
		streams: [],
		states: [],
		traces: []
	};
}

const moment = (at: number, told: Told, late = false): Moment => ({ at, late, told });

/** A question's stem, what a scene asks, or a practice's title; '' for what the course does not have, and for the final check (C6). */
function itemWords(catalogue: Catalogue, courseId: string, item: string, lang: Lang): string {
	const course = catalogue.course(courseId);
	if (!course) return '';
	const question = questionById(course, item);
	if (question) return textIn(question.stem, lang);
	const practices = course.lessons.flatMap((lesson) => practiceOf(lesson) ?? []);
	const practice = practices.find(({ id }) => id === item);
	if (practice) return textIn(practice.title, lang);
	// A scene of a played practice: what was asked there.
	return (
		practices
			.filter(({ type }) => type === 'play')
			.flatMap(({ data }) => (data[lang] as PlayData).scenes)
			.find(({ id }) => id === item)?.say ?? ''
	);
}

interface Around {
	at: StaffAt;
	attempts: Awaited<ReturnType<typeof store.readAttemptRows>>;
	meetings: Awaited<ReturnType<typeof store.readMeetingNumbers>>;
	catalogue: Catalogue;
	lang: Lang;
}

type Row = Awaited<ReturnType<typeof store.readToldEvents>>[number];

function toldOf(event: Row, around: Around): Told | undefined {
	const body = JSON.parse(event.body) as never;
	switch (event.kind as store.ToldKind) {
		case 'practice.done': {
			const { course, lesson, missed } = body as EventBodies['practice.done'];
			const words = missed.map((item) => itemWords(around.catalogue, course, item, around.lang));
			return { tag: 'practice', course, lesson, missed: words.filter(Boolean) };
		}
		case 'check.submitted': {
			const { course, number } = body as EventBodies['check.submitted'];
			const counted = around.attempts.find((a) => a.event_id === event.event_id);
			return {
				tag: 'check',
				course,
				number,
				score: counted?.score ?? null,
				passed: counted ? counted.passed === 1 : null
			};
		}
		case 'prepost.answered': {
			const { course, phase } = body as EventBodies['prepost.answered'];
			return { tag: 'prepost', course, phase };
		}
		case 'help.asked': {
			const { course, lesson } = body as EventBodies['help.asked'];
			return { tag: 'asked', course, lesson };
		}
		case 'practical.marked': {
			const { course, marks } = body as EventBodies['practical.marked'];
			const met = Object.values(marks);
			return { tag: 'marked', course, met: met.filter(Boolean).length, of: met.length };
		}
		case 'try.granted':
			return { tag: 'try_granted', course: (body as EventBodies['try.granted']).course };
		case 'late.decided':
			return { tag: 'late_decided', accepted: (body as EventBodies['late.decided']).accepted };
		case 'attendance.marked': {
			const { organisation, meeting, state } = body as EventBodies['attendance.marked'];
			// T1. Where else she goes is nobody's business here.
			if (organisation !== around.at.organisationId || state === 'none') return undefined;
			const found = around.meetings.find((m) => m.meeting_id === meeting);
			return { tag: 'attendance', meeting: found?.number ?? null, state };
		}
	}
}

function phonesOf(
	streams: Awaited<ReturnType<typeof store.readStreamsOf>>,
	states: Awaited<ReturnType<typeof store.readPhoneStates>>
): LearnerStory['phones'] {
	const devices = [...new Set([...streams, ...states].map((x) => x.device))];
	return devices
		.map((device) => {
			const own = streams.filter((s) => s.device === device);
			const state = states.find((s) => s.device === device);
			return {
				lastAt: Math.max(0, ...own.map((s) => s.last_at), state?.at ?? 0),
				missing: own.reduce((n, s) => n + missingOf(s.held_to, JSON.parse(s.beyond) as number[]), 0),
				waiting: state?.waiting ?? 0,
				full: state?.no_room === 1,
				toldAt: state?.at ?? null
			};
		})
		.sort((a, b) => b.lastAt - a.lastAt);
}
