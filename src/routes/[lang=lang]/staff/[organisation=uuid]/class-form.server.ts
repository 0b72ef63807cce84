import type { Programme, TypedClass } from '#lib/cohorts/index.server.ts';
import type { ClassPlan } from '#lib/cohorts/index.ts';
import type { Locale } from '#lib/platform/i18n/paraglide/runtime.js';
import type { Services } from '#lib/services.server.ts';

/** A plan as its form shows it. */
export const typedPlan = (
	plan: ClassPlan,
	given: { name: string; programmeId: string | null; approval: boolean }
): TypedClass => ({
	name: given.name,
	programme: given.programmeId ?? '',
	course: plan.courses,
	startsOn: plan.startsOn,
	weeks: String(plan.weeks),
	weekday: String(plan.weekday),
	time: plan.time,
	place: plan.place,
	places: plan.places === null ? '' : String(plan.places),
	approval: given.approval
});

/** What a class can choose from: the courses of the catalogue, and programmes that are open, or already its own. */
export const classChoices = (
	{ catalogue }: Pick<Services, 'catalogue'>,
	lang: Locale,
	programmes: readonly Programme[],
	own: string | null = null
) => ({
	courses: catalogue.courses().map(({ id, code, title }) => ({ id, code, title: title[lang] })),
	programmes: programmes.filter((p) => !p.archived || p.id === own).map(({ id, name }) => ({ id, name }))
});
