import { type Lang } from '#lib/platform/country/lang.ts';
import type { FollowUpMonth } from './business.ts';
import type { DraftPart, EventBodies, ProgressEvent } from './event.ts';

/** What one learner has done, derived from her log. The same function makes it on the phone and on the server (P2). */
export interface Progress {
	courses: Record<string, CourseProgress>;
	/** Her private draft shop, the newest of each part. */
	draft: Partial<Record<DraftPart, { value: Record<string, unknown>; at: number; eventId: string }>>;
}

export interface CourseProgress {
	lessons: Record<string, LessonProgress>;
	check: CheckProgress;
	prepost: { before?: number; after?: number };
}

export interface LessonProgress {
	state: 'started' | 'finished';
	startedAt: number;
	lastAt: number;
	finishedAt: number | null;
	/** Ids of cards seen, sorted. */
	cards: string[];
	items: Record<string, ItemProgress>;
	practices: Record<string, { doneAt: number; missed: string[] }>;
}

export interface ItemProgress {
	tries: number;
	rightAt: number | null;
	last: { choice: string; at: number; eventId: string };
}

export interface CheckProgress {
	/** `waiting`: handed in, not yet seen by the server ("finished, waiting to be checked"). */
	state: 'none' | 'waiting' | 'passed' | 'not_yet';
	/** Number of the newest submission, 0 before the first. */
	number: number;
	result: AttemptNews | null;
}

/** What only the server can know, sent with every answer to a sync and kept by the phone. */
export interface ServerNews {
	attempts: AttemptNews[];
	awards: { badge: string; course: string; awardId: string; state: string; at: number }[];
	/** `comment`: what her trainer wrote about it; absent where the written rule decided. */
	practicals: { course: string; passed: boolean; comment?: string }[];
	/** Lessons of hers that the server holds: a phone where she has just opened her work has no log of them. */
	lessons: { course: string; lesson: string; state: LessonProgress['state']; at: number }[];
	/** What her classes are told now, newest first; a server of before says nothing of it. */
	told?: Announcement[];
	/** Orders of her shop that wait for a word or an act of hers; absent where none does. */
	orders?: number;
	/**
	 * When she is to be asked how her business does, told long before, so that it is asked without a signal too. What she
	 * has answered is not among them; absent where she is asked nothing.
	 */
	followUps?: FollowUpWindow[];
}

/** She is asked from `from` until `until`, UTC milliseconds; `month` after she was enrolled. */
export interface FollowUpWindow {
	month: FollowUpMonth;
	from: number;
	until: number;
}

/** What a trainer tells a class, in one language or both: '' where it was not written. */
export interface Announcement extends Record<Lang, string> {
	id: string;
	/** UTC milliseconds, as `until`: from then on it is shown no more, also where no signal says so. */
	at: number;
	until: number;
}

export interface AttemptNews {
	course: string;
	number: number;
	passed: boolean;
	/** Lessons to look at again, most missed first; never which items (C6). */
	revisit: string[];
	/** When the next form opens; null after a pass. */
	opensNextAt: number | null;
}

export const noNews: ServerNews = { attempts: [], awards: [], practicals: [], lessons: [] };

const newLesson = (at: number): LessonProgress => ({
	state: 'started',
	startedAt: at,
	lastAt: at,
	finishedAt: null,
	cards: [],
	items: {},
	practices: {}
});

/** Of two, the newer by time and, at the same time, by id: a total order, so that arrival does not matter. */
const newer = (a: { at: number; eventId: string }, b: { at: number; eventId: string }): boolean =>
	a.at > b.at || (a.at === b.at && a.eventId > b.eventId);

const earliest = (a: number | null, b: number): number => (a === null ? b : Math.min(a, b));

/** Kinds that {@link foldLesson} counts. */
export const lessonKinds = ['lesson.card', 'question.answered', 'practice.done', 'lesson.finished'] as const;

/**
 * One more event of a lesson. Every part is a minimum, a maximum, a union or a count of distinct events: the order
 * of arrival does not matter (P2). The caller gives each event once.
 * @param at when it happened: the phone's clock there, the corrected time on the server (S7)
 */
export function foldLesson(
	before: LessonProgress | undefined,
	event: Pick<ProgressEvent, 'id' | 'kind' | 'body'>,
	at: number
): LessonProgress {
	const p = before ?? newLesson(at);
	const next = { ...p, startedAt: Math.min(p.startedAt, at), lastAt: Math.max(p.lastAt, at) };
	switch (event.kind) {
		case 'lesson.card': {
			const { card } = event.body as EventBodies['lesson.card'];
			if (!p.cards.includes(card)) next.cards = [...p.cards, card].sort();
			return next;
		}
		case 'question.answered': {
			const { item, choice, right } = event.body as EventBodies['question.answered'];
			const old = p.items[item];
			const mine = { choice, at, eventId: event.id };
			next.items = {
				...p.items,
				[item]: {
					tries: (old?.tries ?? 0) + 1,
					rightAt: right ? earliest(old?.rightAt ?? null, at) : (old?.rightAt ?? null),
					last: old && newer(old.last, mine) ? old.last : mine
				}
			};
			return next;
		}
		case 'practice.done': {
			const { practice, missed } = event.body as EventBodies['practice.done'];
			const old = p.practices[practice];
			next.practices = {
				...p.practices,
				[practice]: {
					doneAt: earliest(old?.doneAt ?? null, at),
					missed: [...new Set([...(old?.missed ?? []), ...missed])].sort()
				}
			};
			return next;
		}
		case 'lesson.finished':
			return { ...next, state: 'finished', finishedAt: earliest(p.finishedAt, at) };
		default:
			return p;
	}
}

const newCourse = (): CourseProgress => ({
	lessons: {},
	check: { state: 'none', number: 0, result: null },
	prepost: {}
});

/**
 * Progress from a log in any order, with repetitions (P2).
 * @param events her events; kinds it does not know are passed over
 * @param news the newest the server told; decides what "passed" is (A2)
 * @param time when an event happened; the phone's own clock by default
 */
export function fold<E extends ProgressEvent>(
	events: Iterable<E>,
	news: Partial<ServerNews> = {},
	time: (event: E) => number = (event) => event.at
): Progress {
	const progress: Progress = { courses: {}, draft: {} };
	const course = (id: string) => (progress.courses[id] ??= newCourse());
	const seen = new Set<string>();
	for (const event of events) {
		if (seen.has(event.id)) continue;
		seen.add(event.id);
		const at = time(event);
		if ((lessonKinds as readonly string[]).includes(event.kind)) {
			const body = event.body as EventBodies['lesson.finished'];
			const lessons = course(body.course).lessons;
			lessons[body.lesson] = foldLesson(lessons[body.lesson], event, at);
		} else if (event.kind === 'draft.saved') {
			const { part, value } = event.body as EventBodies['draft.saved'];
			const mine = { value, at, eventId: event.id };
			const old = progress.draft[part];
			if (!old || newer(mine, old)) progress.draft[part] = mine;
		} else if (event.kind === 'check.submitted') {
			const body = event.body as EventBodies['check.submitted'];
			const check = course(body.course).check;
			check.number = Math.max(check.number, body.number);
		} else if (event.kind === 'prepost.answered') {
			const body = event.body as EventBodies['prepost.answered'];
			const prepost = course(body.course).prepost;
			prepost[body.phase] = earliest(prepost[body.phase] ?? null, at);
		}
	}
	for (const { course: id, lesson, state, at } of news.lessons ?? []) {
		const { lessons } = course(id);
		const held = (lessons[lesson] ??= newLesson(at));
		if (state === 'finished' && held.state !== state) lessons[lesson] = { ...held, state, finishedAt: at };
	}
	for (const attempt of news.attempts ?? []) {
		const check = course(attempt.course).check;
		check.number = Math.max(check.number, attempt.number);
		const old = check.result;
		if (!old || (!old.passed && (attempt.passed || attempt.number > old.number))) check.result = attempt;
	}
	for (const { check } of Object.values(progress.courses)) check.state = checkState(check);
	return progress;
}

function checkState({ number, result }: CheckProgress): CheckProgress['state'] {
	if (result?.passed) return 'passed';
	if (number > (result?.number ?? 0)) return 'waiting';
	return result ? 'not_yet' : 'none';
}
