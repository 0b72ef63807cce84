import { endSession } from '#lib/accounts/index.server.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => redirect(303, `/${locals.lang}/staff`);

export const actions: Actions = {
	default: async ({ cookies, locals: { services, staff, lang } }) => {
		if (staff) await endSession(services, cookies);
		redirect(303, `/${lang}/staff/login`);
	}
};
