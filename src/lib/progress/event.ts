import type { BusinessAnswers, FollowUpMonth } from './business.ts';

/**
 * P1. What a learner did, made once on the phone (or by the server for a page without scripts), never changed.
 */
export interface ProgressEvent {
	/** UUIDv7 made on the phone; UUIDv8 of learner, part, item and try for a form post. */
	id: string;
	/** Profile on the phone that did it (UUID); the server maps it to a learner by upload token or session. */
	profile: string;
	/** Who acted: 'self', or a staff id for a trainer's act. */
	actor: string;
	/** Random id of the browser's storage; with `seq` it shows gaps (S10). */
	device: string;
	/** 1, 2, 3 … per device and profile. */
	seq: number;
	kind: string;
	/** Version of the kind's body. */
	v: number;
	/** Phone's clock, UTC milliseconds. Never trusted alone (S7). */
	at: number;
	body: unknown;
}

/** An event as it stands in the log. */
export interface StoredEvent extends ProgressEvent {
	learner_id: string;
	pos: number;
	receivedAt: number;
	/** `at` corrected by the measured skew and bounded by receipt (S7). */
	happenedAt: number;
	/** Came after something it should have preceded (S11). */
	late: boolean;
}

/** Bodies by kind, version 1. Choices are written as the catalogue's option letters (see catalog/course.ts). */
export interface EventBodies {
	'lesson.card': { course: string; version: string; lang: string; lesson: string; card: string };
	'question.answered': {
		course: string;
		version: string;
		lang: string;
		lesson: string;
		item: string;
		/** 'b' (pick, spot), 'bca' (sort), '-30' (amount) */
		choice: string;
		/** As the phone judged it by the open key. Practice is never graded, so the claim decides nothing (A2). */
		right: boolean;
	};
	'practice.done': {
		course: string;
		version: string;
		lang: string;
		lesson: string;
		practice: string;
		/** Ids of what she missed on the way, for a trainer's eyes. */
		missed: string[];
	};
	'lesson.finished': { course: string; version: string; lang: string; lesson: string };
	/** A part of her private draft shop; `value` is checked by the part's schema. */
	'draft.saved': { part: DraftPart; value: Record<string, unknown> };
	'check.submitted': {
		course: string;
		version: string;
		number: number;
		answers: Record<string, string>;
	};
	'prepost.answered': {
		course: string;
		version: string;
		phase: 'before' | 'after';
		answers: Record<string, string>;
	};
	/** She asks her trainer for help, with a lesson or at all ('' for none). */
	'help.asked': { course: string; lesson: string };
	/** How her business does, so many months after she was enrolled. Without answers: she wants not to be asked. */
	'followup.answered': { month: FollowUpMonth; answers: BusinessAnswers };
	/**
	 * Staff (A5). The practical task by its rubric: which lines are met; `comment` is for her to read. `version` freezes
	 * how many lines make a pass (P4); without it, the course as it stands.
	 */
	'practical.marked': { course: string; version?: string; marks: Record<string, boolean>; comment: string };
	/** Staff (A3). The next form opens at once, whatever its wait. */
	'try.granted': { course: string };
	/** Staff (S11). A person has decided about something that came late; `of` is its event. */
	'late.decided': { of: string; accepted: boolean };
	/** Staff. Whether she came to a meeting; `none` takes a mark away that was another record's (T5). */
	'attendance.marked': {
		organisation: string;
		cohort: string;
		meeting: string;
		state: 'here' | 'away' | 'excused' | 'none';
	};
	/** Staff. The same as `followup.answered`, as she said it to her trainer, who sat beside her. */
	'followup.noted': { month: FollowUpMonth; answers: BusinessAnswers };
}

export type EventKind = keyof EventBodies;
export type DraftPart = 'profile' | 'photo' | 'listing' | 'price' | 'policy';

/** What the listing builder (A4) makes: the eight lines, plain text. */
export interface ListingDraft {
	what: string;
	made_of: string;
	size: string;
	colour: string;
	time: string;
	price: string;
	delivery: string;
	returns: string;
}

/** What the price calculator (A5) makes; rupees, whole; `left` by progress/price.ts. */
export interface PriceDraft {
	goods: number;
	hours: number;
	hour_rate: number;
	packing: number;
	courier: number;
	tax_percent: number;
	returns_of_ten: number;
	return_cost: number;
	price: number;
}
