/**
 * T4. Who needs help, why, and what to do next. From what the server holds of one learner; the same code on the server and
 * on a trainer's phone without a signal.
 *
 * Numbers with their sources: two failed checks, three wrong tries, seven silent days and the fraud practice stand in the
 * issue of the trainers' side. Facilitated groups finish about three times as often as people alone (facts L1: 22 % by app,
 * 71 % in class) and most are lost before the first quiz and at the last task (L4), so who has never begun is named after
 * three days, and a practical that waits for its mark is a reason too. Weekly word helps (L2): a week is the measure of
 * silence, and of who comes to the meetings (L3).
 */
import { DAY, HOUR } from '../platform/clock.ts';
import { daysBetween } from './class-plan.ts';

/** Failed tries of the final check, without a pass. */
export const CHECK_FAILS = 2;
/** Runs of a practice about fraud with something missed, without one that went well. */
export const FRAUD_FAILS = 2;
/** Wrong tries at one open question that she has not got right yet. */
export const STUCK_TRIES = 3;
/** Days of the organisation's calendar without any work from somebody who had begun. */
export const SILENT_DAYS = 7;
/** Days of the organisation's calendar in the class without any work at all. */
export const START_DAYS = 3;
/** Hours after which work that her phone spoke of should have arrived. */
export const WAITING_HOURS = 1;
/** Days after which a phone that says nothing is taken for lost or replaced: what it held back is no trainer's errand any more. */
export const PHONE_DAYS = 30;
/** Hours after which a buyer without an answer is her trainer's errand too; selling counts the same. */
export const BUYER_HOURS = 48;

/** Worst first: this order is the order of the list. */
export const HELP_REASONS = [
	'asked_for_help',
	'check_failed_twice',
	'fraud_practice_failed_twice',
	'buyer_waits',
	'stuck',
	'silent',
	'never_started',
	'phone_full',
	'work_waiting',
	'practical_waiting'
] as const;
export type HelpReason = (typeof HELP_REASONS)[number];

/** What a trainer does about it. */
export type NextAct =
	'answer' | 'sit_together' | 'message' | 'meet' | 'make_room' | 'open_with_signal' | 'mark';

const NEXT: Record<HelpReason, NextAct> = {
	asked_for_help: 'answer',
	check_failed_twice: 'sit_together',
	fraud_practice_failed_twice: 'sit_together',
	stuck: 'sit_together',
	silent: 'message',
	never_started: 'meet',
	phone_full: 'make_room',
	work_waiting: 'open_with_signal',
	practical_waiting: 'mark',
	buyer_waits: 'message'
};

export interface Need {
	reason: HelpReason;
	next: NextAct;
	/** Since when, UTC ms: of two with one reason the longer comes first. */
	since: number;
	/** Tries, failed checks, days of silence, days in the class, pieces of work, practicals, buyers: whatever the reason counts; else 0. */
	count: number;
	/** Where in the course, as far as there is a place; '' otherwise. */
	course: string;
	lesson: string;
}

/** What is known of one learner. All times UTC ms. */
export interface LearnerFacts {
	/** In this class since. */
	since: number;
	/** Whether a phone number of hers is known: without one she is met, not written to. */
	hasNumber: boolean;
	/** Lessons begun. */
	lessons: readonly { course: string; lesson: string; lastAt: number; finishedAt: number | null }[];
	/** Questions and practices that she has met and not once got right. */
	open: readonly {
		course: string;
		lesson: string;
		item: string;
		kind: 'question' | 'practice';
		wrong: number;
		lastAt: number;
	}[];
	attempts: readonly { course: string; number: number; passed: boolean; at: number }[];
	practicals: readonly { course: string; passed: boolean; markedBy: string; at: number }[];
	/** Asked and not answered yet. */
	asked: readonly { course: string; lesson: string; at: number }[];
	/** What her phones told with their last words, and gaps in what came from them. */
	phones: readonly { waiting: number; noRoom: boolean; at: number }[];
	awards: readonly { course: string }[];
	/** Orders of her shop whose buyer waits for her word, and since when. */
	buyers: readonly { since: number }[];
	/** Newest work of any kind that has arrived; null when there is none. */
	lastAt: number | null;
}

export interface HelpRules {
	/**
	 * Courses of the class with the ids of their practices about fraud (`fraud` in course.yaml) and, where the practical is
	 * shown to a trainer (A5), the lesson after which it is.
	 */
	courses: readonly { id: string; fraud?: readonly string[] | undefined; shown?: string | undefined }[];
	now: number;
	/** IANA, of the organisation: days are counted by its calendar, as everywhere on the board. */
	zone: string;
}

/** Whoever has the badge of every course of her class has finished: nobody needs to run after her. */
export const hasFinished = (facts: Pick<LearnerFacts, 'awards'>, courses: HelpRules['courses']): boolean =>
	courses.length > 0 && courses.every(({ id }) => facts.awards.some((a) => a.course === id));

/** Every reason that holds, worst first; empty when she needs no help. */
export function decideNeedsHelp(all: LearnerFacts, rules: HelpRules): Need[] {
	const facts = ofClass(all, rules);
	const found = hasFinished(facts, rules.courses)
		? [...askedForHelp(facts), ...buyerWaits(facts, rules)]
		: [
				...askedForHelp(facts),
				...failedCheck(facts),
				...failedFraud(facts, rules),
				...isStuck(facts),
				...isSilent(facts, rules),
				...neverStarted(facts, rules),
				...phoneNeeds(facts, rules),
				...practicalWaits(facts, rules),
				...buyerWaits(facts, rules)
			];
	return found.sort(byUrgency);
}

/** T1. Trouble in a course of another class is that class's to help with; a question about nothing in particular is everybody's. */
function ofClass(facts: LearnerFacts, { courses }: HelpRules): LearnerFacts {
	const taught = ({ course }: { course: string }) => courses.some(({ id }) => id === course);
	return {
		...facts,
		open: facts.open.filter(taught),
		attempts: facts.attempts.filter(taught),
		practicals: facts.practicals.filter(taught),
		asked: facts.asked.filter((one) => one.course === '' || taught(one))
	};
}

/** Order of needs, within one learner and over a class. */
export const byUrgency = (a: Need, b: Need): number =>
	HELP_REASONS.indexOf(a.reason) - HELP_REASONS.indexOf(b.reason) || b.count - a.count || a.since - b.since;

const need = (reason: HelpReason, since: number, more: Partial<Need> = {}): Need => ({
	reason,
	next: NEXT[reason],
	since,
	count: 0,
	course: '',
	lesson: '',
	...more
});

const askedForHelp = ({ asked }: LearnerFacts): Need[] =>
	[...asked]
		.sort((a, b) => a.at - b.at)
		.slice(0, 1)
		.map(({ course, lesson, at }) => need('asked_for_help', at, { course, lesson }));

function failedCheck({ attempts }: LearnerFacts): Need[] {
	return [...new Set(attempts.map((a) => a.course))].flatMap((course) => {
		const of = attempts.filter((a) => a.course === course);
		if (of.length < CHECK_FAILS || of.some((a) => a.passed)) return [];
		return [need('check_failed_twice', Math.max(...of.map((a) => a.at)), { course, count: of.length })];
	});
}

const failedFraud = ({ open }: LearnerFacts, { courses }: HelpRules): Need[] =>
	open
		.filter(
			({ course, item, wrong }) =>
				wrong >= FRAUD_FAILS && courses.some((c) => c.id === course && c.fraud?.includes(item))
		)
		.map(({ course, lesson, wrong, lastAt }) =>
			need('fraud_practice_failed_twice', lastAt, { course, lesson, count: wrong })
		);

function isStuck({ open, lessons }: LearnerFacts): Need[] {
	const [worst] = open
		.filter(
			({ kind, wrong, course, lesson }) =>
				kind === 'question' &&
				wrong >= STUCK_TRIES &&
				// Who went on and finished the lesson is past it.
				!lessons.some((l) => l.course === course && l.lesson === lesson && l.finishedAt !== null)
		)
		.sort((a, b) => b.wrong - a.wrong || a.lastAt - b.lastAt);
	return worst
		? [need('stuck', worst.lastAt, { course: worst.course, lesson: worst.lesson, count: worst.wrong })]
		: [];
}

function isSilent({ lastAt, lessons, asked, hasNumber }: LearnerFacts, { now, zone }: HelpRules): Need[] {
	// Who asks for help has spoken, though she has done no lesson.
	const heardAt = Math.max(lastAt ?? 0, ...asked.map(({ at }) => at));
	const days = daysBetween(zone, heardAt, now);
	if (lastAt === null || days < SILENT_DAYS) return [];
	const last = lessons.toSorted((a, b) => b.lastAt - a.lastAt)[0];
	const place = last?.finishedAt === null ? { course: last.course, lesson: last.lesson } : {};
	const next = hasNumber ? NEXT.silent : 'meet';
	return [need('silent', heardAt, { ...place, next, count: days })];
}

function neverStarted({ lastAt, since }: LearnerFacts, { now, zone }: HelpRules): Need[] {
	const days = daysBetween(zone, since, now);
	return lastAt === null && days >= START_DAYS ? [need('never_started', since, { count: days })] : [];
}

function phoneNeeds({ phones: all }: LearnerFacts, { now }: HelpRules): Need[] {
	const phones = all.filter((p) => now - p.at < PHONE_DAYS * DAY);
	const full = phones.find((p) => p.noRoom);
	const waiting = phones.filter((p) => p.waiting > 0 && now - p.at >= WAITING_HOURS * HOUR);
	return [
		...(full ? [need('phone_full', full.at)] : []),
		...(waiting.length
			? [
					need('work_waiting', Math.min(...waiting.map((p) => p.at)), {
						count: waiting.reduce((sum, p) => sum + p.waiting, 0)
					})
				]
			: [])
	];
}

/** Practicals that are shown to a trainer (A5), may be by now, and have not been marked. */
export const dueToShow = (
	{ practicals, lessons }: Pick<LearnerFacts, 'practicals' | 'lessons'>,
	courses: HelpRules['courses']
): { course: string; at: number }[] =>
	courses.flatMap(({ id: course, shown }) => {
		const at = lessons.find((l) => l.course === course && l.lesson === shown)?.finishedAt;
		return at && !practicals.some((p) => p.course === course) ? [{ course, at }] : [];
	});

/** No person of her class has looked, and the badge is not there yet; the written rule may have. */
function practicalWaits(facts: LearnerFacts, { courses }: HelpRules): Need[] {
	const byRule = facts.practicals.filter(({ markedBy }) => markedBy === 'rule');
	const waiting = [...byRule, ...dueToShow(facts, courses)]
		.filter(({ course }) => !facts.awards.some((a) => a.course === course))
		.sort((a, b) => a.at - b.at);
	return waiting
		.slice(0, 1)
		.map(({ course, at }) => need('practical_waiting', at, { course, count: waiting.length }));
}

/** A shop that does not answer loses its buyers, and the third time it is closed for a while: better that somebody asks why. */
function buyerWaits({ buyers, hasNumber }: LearnerFacts, { now }: HelpRules): Need[] {
	const waiting = buyers.map(({ since }) => since).filter((since) => now - since >= BUYER_HOURS * HOUR);
	const next = hasNumber ? NEXT.buyer_waits : 'meet';
	return waiting.length ? [need('buyer_waits', Math.min(...waiting), { next, count: waiting.length })] : [];
}
