/** What the fold looks at: all that stands in the database of one learner, as read by read-histories.server.ts. */
import type { AboutMe } from '../accounts/index.ts';
import type { ChangeReason } from '../cohorts/index.ts';
import type { FollowUp } from './indicators.ts';

export interface History {
	/** Of the record that goes on, where two were joined (T5). */
	learnerId: string;
	/** She has joined, was not deleted, and this record goes on: of any other nothing is counted. */
	counts: boolean;
	/** M8. Whether she allows now that her work is counted. */
	reporting: boolean;
	locale: string;
	/** Oldest first. */
	about: readonly { at: number; told: AboutMe }[];
	followUps: readonly { month: Exclude<FollowUp, 0>; at: number; told: AboutMe }[];
	/** Goods category of her shop, or what her draft suggests; ''. */
	business: string;
	/** What she is in each class today. A class without a row does not count, whatever its history says: she was never in it. */
	enrolments: readonly { organisationId: string; cohortId: string; state: string; at: number }[];
	/** What became of her in classes, with those of a record that was joined to hers; by time. */
	changes: readonly Change[];
	/** When she did something herself, by time: accepted events of hers, of any kind. */
	worked: readonly number[];
	lessons: readonly { course: string; lesson: string; startedAt: number; finishedAt: number | null }[];
	/** Meetings that were held and where she was. `day`: `YYYY-MM-DD` there. */
	attended: readonly { organisationId: string; cohortId: string; day: string }[];
	prepost: readonly { course: string; phase: string; correct: number; of: number; at: number }[];
	/** Practical tasks as they were judged last. */
	practicals: readonly { course: string; at: number; passed: boolean }[];
	/** When a request of hers for help was answered, by time. */
	answered: readonly number[];
	/** `revokedAt`: of a badge that stands revoked now. */
	awards: readonly { badge: string; at: number; revokedAt: number | null }[];
	/** When her account was unlocked, her shop approved for the first time, her first product made. */
	sellerAt: number | null;
	shopOpenAt: number | null;
	firstProductAt: number | null;
	orders: readonly Order[];
	/** T7. */
	troubled: readonly { organisationId: string; at: number }[];
}

export interface Change {
	organisationId: string;
	cohortId: string;
	at: number;
	state: string;
	reason: ChangeReason;
}

export interface Order {
	/** When she said yes to it. */
	confirmedAt: number | null;
	/** Of an order that stands delivered: when somebody first said so. */
	deliveredAt: number | null;
	/** When the buyer said so (M12). */
	buyerSaidAt: number | null;
	/** Whole rupees for the goods, without their delivery. */
	rupees: number;
}

/** What is the same for all learners. */
export interface Surroundings {
	/** IANA zone of an organisation. */
	zoneOf(organisationId: string): string;
	/** '' where the class belongs to none. */
	programmeOf(organisationId: string, cohortId: string): string;
	/** Ids of the lessons that a course had at a time; nothing of a course that was never live here. */
	lessonsOf(course: string, at: number): readonly string[] | undefined;
}
