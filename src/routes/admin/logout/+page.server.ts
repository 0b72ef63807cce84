import { endSession } from '#lib/accounts/index.server.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/admin');

export const actions: Actions = {
	default: async ({ cookies, locals: { services, staff } }) => {
		if (staff) await endSession(services, cookies);
		redirect(303, '/admin/login');
	}
};
