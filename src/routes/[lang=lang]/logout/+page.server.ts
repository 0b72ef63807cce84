import { endSession } from '#lib/accounts/index.server.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { learner, formToken } }) => ({
	formToken,
	kind: learner?.kind
});

export const actions: Actions = {
	default: async ({ cookies, locals: { services, lang } }) => {
		await endSession(services, cookies);
		redirect(303, `/${lang}`);
	}
};
