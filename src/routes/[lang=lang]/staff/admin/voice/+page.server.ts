import { textOf } from '#lib/accounts/index.server.ts';
import { listHeard, takeBackAnywhere } from '#lib/voice/index.server.ts';
import { error, redirect } from '@sveltejs/kit';
import { staffSession } from '../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { staffId } = staffSession(event);
	const { services, formToken } = event.locals;
	const heard = await listHeard(services, staffId);
	if (!heard.ok) error(403, heard.refusal.tag);
	const titles = new Map(services.catalogue.courses().map(({ id, title }) => [id, title[event.locals.lang]]));
	return {
		formToken,
		heard: heard.value.map((one) => ({ ...one, title: titles.get(one.course) ?? one.course }))
	};
};

export const actions: Actions = {
	back: async (event) => {
		const { staffId } = staffSession(event);
		const id = textOf(await event.request.formData(), 'id');
		const taken = await takeBackAnywhere(event.locals.services, staffId, id);
		if (!taken.ok && taken.refusal.tag === 'forbidden') error(403, taken.refusal.tag);
		redirect(303, `/${event.locals.lang}/staff/admin/voice`);
	}
};
