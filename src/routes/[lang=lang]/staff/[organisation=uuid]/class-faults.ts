import type { ClassField } from '#lib/cohorts/index.server.ts';
import type { StaffFault } from '../staff-faults.ts';

const FAULTS: Record<ClassField, StaffFault> = {
	name: { tag: 'field' },
	programme: { tag: 'choice' },
	course: { tag: 'courses' },
	startsOn: { tag: 'day' },
	weeks: { tag: 'weeks' },
	weekday: { tag: 'choice' },
	time: { tag: 'hour' },
	place: { tag: 'place' },
	places: { tag: 'places' }
};

export type ClassFaults = Partial<Record<ClassField, StaffFault>>;

/** What is wrong with the fields of a class's form. */
export const classFaults = (fields: readonly ClassField[]): ClassFaults =>
	Object.fromEntries(fields.map((field) => [field, FAULTS[field]]));
