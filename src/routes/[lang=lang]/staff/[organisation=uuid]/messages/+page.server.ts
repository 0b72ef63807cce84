import { OWN, inBoth } from '#lib/platform/country/lang.ts';
import { cleanLine, cleanText, textOf } from '#lib/accounts/index.server.ts';
import { dropTemplate, keepTemplate, listTemplates } from '#lib/cohorts/index.server.ts';
import { BUILT_IN_MESSAGES, MESSAGE_MOST } from '#lib/cohorts/index.ts';
import { isUuid, uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** T6. The organisation's own messages beside those that everybody has. */
export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'organisation.edit');
	const { db, clock, random } = event.locals.services;
	return {
		id: uuidv7(clock(), random),
		most: MESSAGE_MOST,
		builtIn: BUILT_IN_MESSAGES.map(({ id, text }) => ({ id, ...inBoth(text) })),
		templates: (await listTemplates(db, at.organisationId)).map(({ template_id: id, name, ur, en }) => ({
			id,
			name,
			ur,
			en
		}))
	};
};

export const actions: Actions = {
	keep: async (event) => {
		const at = await staffHere(event, 'organisation.edit');
		const form = await event.request.formData();
		const typed = {
			id: textOf(form, 'id'),
			name: cleanLine(textOf(form, 'name')),
			ur: cleanText(textOf(form, OWN)),
			en: cleanText(textOf(form, 'en'))
		};
		if (!isUuid(typed.id)) error(400, 'not a form of this page');
		const kept = await keepTemplate(event.locals.services, at, typed);
		if (kept.ok) redirect(303, event.url.pathname);
		if (kept.refusal.tag === 'forbidden') error(404, 'no such page');
		return fail(400, { ...typed, faults: kept.refusal.faults });
	},
	drop: async (event) => {
		const at = await staffHere(event, 'organisation.edit');
		const id = textOf(await event.request.formData(), 'id');
		if (!isUuid(id)) error(400, 'not a form of this page');
		const gone = await dropTemplate(event.locals.services, at, id);
		if (!gone.ok) error(404, 'no such page');
		redirect(303, event.url.pathname);
	}
};
