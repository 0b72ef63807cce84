import { endSession, readSecondStep } from '#lib/accounts/index.server.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => redirect(303, `/${locals.lang}/staff`);

export const actions: Actions = {
	default: async ({ cookies, locals: { services, lang } }) => {
		// Also one that waits for its second factor.
		if (await readSecondStep(services, cookies)) await endSession(services, cookies);
		redirect(303, `/${lang}/staff/login`);
	}
};
