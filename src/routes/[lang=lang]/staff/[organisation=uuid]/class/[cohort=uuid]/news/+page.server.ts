import { OWN } from '#lib/platform/country/lang.ts';
import { cleanText, textOf } from '#lib/accounts/index.server.ts';
import {
	announce,
	ANNOUNCEMENT_MOST,
	listAnnounced,
	STANDS,
	staffNames,
	withdraw
} from '#lib/cohorts/index.server.ts';
import { isUuid, uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const { services } = event.locals;
	const { members, announced } = await listAnnounced(services, at, event.params.cohort);
	const names = await staffNames(
		services.db,
		at.organisationId,
		announced.map((one) => one.by)
	);
	const now = services.clock();
	return {
		zone: at.zone,
		id: uuidv7(now, services.random),
		most: ANNOUNCEMENT_MOST,
		days: [...STANDS],
		members,
		announced: announced.map((one) => ({
			...one,
			by: names[one.by] ?? '',
			stands: !one.withdrawn && one.until > now
		}))
	};
};

export const actions: Actions = {
	announce: async (event) => {
		const at = await staffHere(event, 'learners.teach');
		const form = await event.request.formData();
		const id = textOf(form, 'id');
		if (!isUuid(id)) error(400, 'not a form of this page');
		const ur = cleanText(textOf(form, OWN));
		const en = cleanText(textOf(form, 'en'));
		const days = Number(textOf(form, 'days'));
		const { cohort: cohortId } = event.params;
		const told = await announce(event.locals.services, at, { id, cohortId, ur, en, days });
		if (told.ok) redirect(303, event.url.pathname);
		const { tag } = told.refusal;
		if (tag === 'forbidden') error(404, 'no such page');
		return fail(400, { [OWN]: ur, en, days, fault: tag });
	},
	withdraw: async (event) => {
		const at = await staffHere(event, 'learners.teach');
		const id = textOf(await event.request.formData(), 'id');
		if (!isUuid(id)) error(400, 'not a form of this page');
		const gone = await withdraw(event.locals.services, at, { cohortId: event.params.cohort, id });
		if (!gone.ok) error(404, 'no such page');
		redirect(303, event.url.pathname);
	}
};
