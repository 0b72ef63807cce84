import { textOf } from '#lib/accounts/index.server.ts';
import {
	classForm,
	cohortForm,
	listClasses,
	makeCohort,
	makeOrganisation,
	organisationForm,
	renewClassNumber
} from '#lib/cohorts/index.server.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

const administrator = ({ locals: { staff, lang } }: Pick<RequestEvent, 'locals'>): string =>
	staff?.staffId ?? redirect(303, `/${lang}/staff/login`);

export const load: PageServerLoad = async (event) => {
	const staffId = administrator(event);
	const { services, formToken } = event.locals;
	const listed = await listClasses(services, staffId);
	if (!listed.ok) error(403, listed.refusal.tag);
	const newId = () => uuidv7(services.clock(), services.random);
	return {
		formToken,
		origin: services.env.origin,
		now: services.clock(),
		newOrganisation: newId(),
		organisations: listed.value.map((o) => ({ ...o, newClass: newId() })),
		courses: services.catalogue
			.courses()
			.map(({ id, code, title }) => ({ id, code, title: title[event.locals.lang] }))
	};
};

/** Reads the form, does it, and shows the list again; a field that cannot be read is named. */
const act =
	<S extends v.GenericSchema>(
		schema: S,
		run: (event: RequestEvent, staffId: string, given: v.InferOutput<S>) => Promise<{ ok: boolean }>
	) =>
	async (event: RequestEvent) => {
		const staffId = administrator(event);
		const form = await event.request.formData();
		const read = v.safeParse(schema, Object.fromEntries(form));
		const typed = { name: textOf(form, 'name'), in: textOf(form, 'organisationId') };
		if (!read.success) return fail(400, { ...typed, fault: { tag: 'field' as const } });
		const done = await run(event, staffId, read.output);
		if (!done.ok) return fail(403, { ...typed, fault: { tag: 'field' as const } });
		redirect(303, `/${event.locals.lang}/staff/admin`);
	};

export const actions: Actions = {
	organisation: act(organisationForm, ({ locals }, by, given) =>
		makeOrganisation(locals.services, by, given)
	),
	class: act(cohortForm, ({ locals }, by, given) => makeCohort(locals.services, by, given)),
	number: act(classForm, ({ locals }, by, given) => renewClassNumber(locals.services, by, given))
};
