import { readOwnPreference, sayContact } from '#lib/cohorts/index.server.ts';
import { readPreference } from '#lib/cohorts/index.ts';
import { error, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** T6. How her trainers may reach her, told by herself. */
export const load: PageServerLoad = async ({ url, locals: { services, learner, lang, formToken } }) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/join`);
	const said = await readOwnPreference(services.db, learner.learnerId);
	return {
		formToken,
		saved: url.searchParams.get('saved'),
		said: { whose: said?.whose ?? '', hours: said?.hours ?? [], ways: said?.ways ?? '' },
		byStaff: said !== undefined && said.by !== 'self'
	};
};

export const actions: Actions = {
	default: async ({ request, locals: { services, learner, lang } }) => {
		if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
		const form = await request.formData();
		// Every question has an answer that says nothing: a torn form is not one where nothing was told.
		if (!form.has('whose') || !form.has('ways')) error(400, 'not a form of this page');
		const places = await sayContact(
			services,
			learner.learnerId,
			readPreference((field) => form.getAll(field))
		);
		redirect(303, `/${lang}/me/contact?saved=${places ? 'yes' : 'no'}`);
	}
};
