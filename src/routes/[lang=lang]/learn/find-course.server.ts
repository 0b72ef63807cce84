/** Finds the course that an address names. A check about some lessons has pages of its own for the check alone. */
import type { Course, Lang } from '#lib/catalog/index.ts';
import type { Services } from '#lib/services.server.ts';
import { error, redirect } from '@sveltejs/kit';

interface Locals {
	services: Pick<Services, 'catalogue'>;
	lang: Lang;
}

/**
 * For pages that a check about some lessons shares with its course: it leads there.
 * @param rest of the address, after the course
 */
export function wholeCourse({ services, lang }: Locals, id: string, rest = ''): Course {
	const course = services.catalogue.course(id);
	if (!course || course.needs) error(404, 'no such course');
	if (course.of !== undefined) redirect(303, `/${lang}/learn/${course.of}${rest}`);
	return course;
}

export interface CheckPlace {
	course: Course;
	/** Lessons and rehearsal. */
	home: string;
	/** The check's own address. */
	check: string;
	/** Which check it is, where it is not the final one of a course. */
	which: string | undefined;
}

/** For the pages of a check. */
export function checkPlace({ services, lang }: Locals, id: string): CheckPlace {
	const course = services.catalogue.course(id);
	if (!course || course.needs) error(404, 'no such course');
	return {
		course,
		home: `/${lang}/learn/${course.of ?? course.id}`,
		check: `/${lang}/learn/${course.id}/check`,
		which: course.of === undefined ? undefined : course.title[lang]
	};
}
