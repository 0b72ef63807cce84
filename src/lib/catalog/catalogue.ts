import type { Course, Lang } from './course.ts';
import type { MeetingPlans } from './meeting-plan.ts';
import type { RegisterValue } from './values.ts';

/** The published courses of this installation, in memory. Made by `openCatalogue` (index.server.ts). */
export interface Catalogue {
	/** Current versions, in the order of their codes; drafts only in the demo and in development. */
	courses(): readonly Course[];
	/** What badges are earned for: the courses, their part checks, and sets of badges (M1). */
	earned(): readonly Course[];
	/** A course, or what is made of courses: a part check or a set. */
	course(id: string): Course | undefined;
	/** Any version ever published here: attempts and events name the one they used (P4). */
	version(id: string, version: string): Course | undefined;
	/** A value of the register as shown in a page (C4). */
	value(key: string, lang: Lang): string | undefined;
	/** What a word of the glossary is, in a few words. */
	term(id: string, lang: Lang): string | undefined;
	/** Bytes of a file of the course's media folder, current version. */
	picture(course: string, file: string): { type: string; bytes: Uint8Array } | undefined;
	/** One page for each week's meeting, for trainers; nothing where the course has none. */
	meetingPlans(course: string): MeetingPlans | undefined;
	/** Values that a person should look up now: unchecked, or past their check-by day (C4). The most urgent first. */
	dueValues(now: number): RegisterValue[];
	/**
	 * Takes what was published at run time since it was last read, and forgets what was withdrawn.
	 * @returns whether anything is shown otherwise than before
	 */
	reload(): Promise<boolean>;
}
