import type { Course } from '../catalog/index.ts';

/** What the rule looks at: her counted attempts and practical tasks of one course. */
export interface Evidence {
	attempts: readonly {
		passed: boolean;
		version: string;
		eventId: string;
		submittedAt: number;
		openBank: boolean;
	}[];
	/** `unasked` where the course has no practical task. */
	practical: { passed: boolean; eventId: string; at: number } | 'unasked' | undefined;
}

export interface Earned {
	/** Version of the course whose pass rule she met: the criteria of that day (B1). */
	version: string;
	/** Events that show it. */
	evidence: string[];
	openBank: boolean;
	/** When the last of them was seen, UTC milliseconds. */
	at: number;
}

/**
 * B1. A course's badge is earned by a passed final check and a practical task that is ready, in any order.
 * @returns null while something is missing
 */
export function decideAward({ attempts, practical }: Evidence): Earned | null {
	const passed = attempts.find((a) => a.passed);
	if (!passed || !practical) return null;
	if (practical === 'unasked')
		return {
			version: passed.version,
			evidence: [passed.eventId],
			openBank: passed.openBank,
			at: passed.submittedAt
		};
	if (!practical.passed) return null;
	return {
		version: passed.version,
		evidence: [passed.eventId, practical.eventId],
		openBank: passed.openBank,
		at: Math.max(passed.submittedAt, practical.at)
	};
}

/** What is still missing for a course's badge, for her own page. */
export const missingFor = ({ attempts, practical }: Evidence): ('check' | 'practical')[] => [
	...(attempts.some((a) => a.passed) ? [] : (['check'] as const)),
	...(practical === 'unasked' || practical?.passed ? [] : (['practical'] as const))
];

/** The criteria as frozen into the award, readable without the course's later versions. */
export const frozenCriteria = (course: Course) => ({
	course: course.id,
	version: course.version,
	draw: course.check.draw,
	pass: course.check.pass,
	practical: { rubric: course.practical.rubric.map((r) => r.id), pass: course.practical.pass },
	text: course.badge.criteria
});

/** An award of hers, as far as a set looks at it. */
export interface Held {
	badge: string;
	awardId: string;
	state: string;
	openBank: boolean;
	at: number;
}

/** B1. A set is earned while every badge of it is held; its evidence is their awards. */
export function decideSet(
	{ needs = [], version }: Pick<Course, 'needs' | 'version'>,
	awards: readonly Held[]
): Earned | null {
	const parts = needs.map((badge) => awards.find((a) => a.badge === badge && a.state === 'active'));
	if (!parts.length || !parts.every((p) => p !== undefined)) return null;
	return {
		version,
		evidence: parts.map((p) => p.awardId),
		openBank: parts.some((p) => p.openBank),
		at: Math.max(...parts.map((p) => p.at))
	};
}
