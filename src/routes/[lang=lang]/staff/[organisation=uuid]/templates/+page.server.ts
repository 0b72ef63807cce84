import { textOf } from '#lib/accounts/index.server.ts';
import {
	archiveProgramme,
	archiveTemplate,
	awayForm,
	listPlanning,
	makeProgramme,
	namedForm,
	renameProgramme,
	type StaffAt
} from '#lib/cohorts/index.server.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { staffHere } from '../../staff-here.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'class.make');
	const { services, lang } = event.locals;
	const planning = await listPlanning(services, at);
	if (!planning.ok) error(404, 'no such page');
	const titles = new Map(services.catalogue.courses().map(({ id, title }) => [id, title[lang]]));
	return {
		newId: uuidv7(services.clock(), services.random),
		programmes: planning.value.programmes,
		templates: planning.value.templates.map(({ plan, ...t }) => ({
			...t,
			weeks: plan.weeks,
			weekday: plan.weekday,
			time: plan.time,
			place: plan.place,
			courses: plan.courses.map((id) => titles.get(id) ?? id)
		}))
	};
};

/** Reads the form, does it, and shows the lists again; a field that cannot be read is named. */
async function act<S extends v.GenericSchema>(
	event: RequestEvent,
	schema: S,
	run: (at: StaffAt, given: v.InferOutput<S>) => Promise<{ ok: boolean }>
) {
	const at = await staffHere(event, 'class.make');
	const form = await event.request.formData();
	const read = v.safeParse(schema, Object.fromEntries(form));
	if (!read.success)
		return fail(400, {
			id: textOf(form, 'id'),
			name: textOf(form, 'name').slice(0, 80),
			fault: { tag: 'field' as const }
		});
	if (!(await run(at, read.output)).ok) error(404, 'no such page');
	redirect(303, `/${event.locals.lang}/staff/${at.organisationId}/templates`);
}

export const actions: Actions = {
	programme: (event) => act(event, namedForm, (at, given) => makeProgramme(event.locals.services, at, given)),
	rename: (event) => act(event, namedForm, (at, given) => renameProgramme(event.locals.services, at, given)),
	programme_away: (event) =>
		act(event, awayForm, (at, { id, away }) =>
			archiveProgramme(event.locals.services, at, { id, away: away === '1' })
		),
	template_away: (event) =>
		act(event, awayForm, (at, { id, away }) =>
			archiveTemplate(event.locals.services, at, { id, away: away === '1' })
		)
};
