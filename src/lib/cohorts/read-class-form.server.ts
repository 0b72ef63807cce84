import * as v from 'valibot';
import { ok, refuse, type Result } from '../platform/result.ts';
import { classFields, type ClassField } from './class.schema.server.ts';
import type { ClassGiven } from './make-cohort.server.ts';

/** As it was typed, to be shown again. */
export interface TypedClass {
	name: string;
	programme: string;
	course: string[];
	startsOn: string;
	weeks: string;
	weekday: string;
	time: string;
	place: string;
	places: string;
	approval: boolean;
}

const textIn = (form: FormData, field: string): string => {
	const value = form.get(field);
	return typeof value === 'string' ? value.slice(0, 400) : '';
};

export const typedClass = (form: FormData): TypedClass => ({
	name: textIn(form, 'name'),
	programme: textIn(form, 'programme'),
	course: form
		.getAll('course')
		.filter((value) => typeof value === 'string')
		.slice(0, 100),
	startsOn: textIn(form, 'startsOn'),
	weeks: textIn(form, 'weeks'),
	weekday: textIn(form, 'weekday'),
	time: textIn(form, 'time'),
	place: textIn(form, 'place'),
	places: textIn(form, 'places'),
	approval: form.get('approval') === 'yes'
});

/** A class as its form says it, or the fields that cannot be read. */
export function readClassForm(form: FormData): Result<ClassGiven, { tag: 'fields'; fields: ClassField[] }> {
	const typed = typedClass(form);
	const read = v.safeParse(v.object(classFields), { ...typed, course: [...new Set(typed.course)] });
	if (!read.success) {
		const named = read.issues.flatMap((issue) => (issue.path ? [issue.path[0].key as ClassField] : []));
		return refuse({ tag: 'fields', fields: [...new Set(named)] });
	}
	const { name, programme, course, startsOn, weeks, weekday, time, place, places } = read.output;
	return ok({
		name,
		programmeId: programme,
		plan: { courses: course, startsOn, weeks, weekday, time, place, places },
		approval: typed.approval
	});
}
