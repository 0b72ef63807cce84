import type { Text } from './course.ts';

/** What a trainer needs for one week's meeting, on one page. */
export interface MeetingPlan {
	goal: Text;
	materials: Text[];
	/** What two do together, step by step. */
	pair: Text[];
	questions: Text[];
	/** What she keeps in mind, so that nobody is harmed. */
	safety: Text;
	/** Ids of the fact register it rests on. */
	facts: string[];
}

export interface MeetingPlans {
	/** By lesson. */
	weeks: ReadonlyMap<string, MeetingPlan>;
	/** For the weeks after the last lesson. */
	closing?: MeetingPlan;
}

/** The plan of a meeting: its lesson's, or the closing one where everything has been taught. */
export const planOf = (
	plans: MeetingPlans | undefined,
	lesson: string,
	closing: boolean
): MeetingPlan | undefined => (closing && plans?.closing) || plans?.weeks.get(lesson);
