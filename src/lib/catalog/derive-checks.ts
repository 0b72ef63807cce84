/**
 * What is earned beside whole courses (M1): a check about some lessons of a course, and a set of badges held together. Both
 * are made into courses of a kind, so that attempts, awards, credentials and public pages know them as they know any course.
 */
import type { BadgeText, Course } from './course.ts';

const NO_PRACTICAL: Course['practical'] = { lesson: '', pass: 0, rubric: [] };
const NO_CHECK: Course['check'] = {
	draw: 0,
	pass: 0,
	tries: 1,
	wait_hours: [0],
	then_wait_hours: 0,
	items: []
};

/** The part check of a course: its id is its badge's; version, lessons and items are the course's. */
export function partCheckOf(course: Course): Course | undefined {
	const { partCheck } = course;
	if (!partCheck) return undefined;
	const { lessons, summary, badge, ...rule } = partCheck;
	return {
		...course,
		id: badge.id,
		of: course.id,
		title: badge.name,
		summary,
		outcome: badge.description,
		lessons: course.lessons.filter((l) => lessons.includes(l.id)),
		check: { ...rule, items: course.check.items.filter((item) => lessons.includes(item.lesson)) },
		prepost: [],
		practical: NO_PRACTICAL,
		badge,
		partCheck: undefined,
		fraud: undefined
	};
}

/** A set of badges of badges.yaml. */
export interface BadgeSet {
	/** Ids of the courses whose badges are needed. */
	of: string[];
	badge: BadgeText;
}

/**
 * @param courses the current ones, by id
 * @returns nothing while a course of it is not here
 */
export function badgeSetOf(set: BadgeSet, courses: ReadonlyMap<string, Course>): Course | undefined {
	const parts = set.of.map((id) => courses.get(id));
	if (!parts.every((c) => c !== undefined)) return undefined;
	return {
		id: set.badge.id,
		code: parts.map((c) => c.code).join(''),
		// The rule is the list of badges: another list is another version.
		version: `set-${parts.map((c) => c.badge.id).join('-')}`.slice(0, 60),
		status: 'live',
		openBank: parts.some((c) => c.openBank),
		title: set.badge.name,
		summary: set.badge.description,
		outcome: set.badge.description,
		lessons: [],
		check: NO_CHECK,
		prepost: [],
		practical: NO_PRACTICAL,
		badge: set.badge,
		needs: parts.map((c) => c.badge.id)
	};
}
