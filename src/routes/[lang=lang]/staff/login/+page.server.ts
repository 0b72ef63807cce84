import {
	deviceOf,
	logInName,
	logInStaff,
	returnPath,
	startStaffSession,
	textOf,
	withWait
} from '#lib/accounts/index.server.ts';
import { fail, redirect } from '@sveltejs/kit';
import { afterPassword } from '../second/second-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url, locals: { formToken } }) => ({
	formToken,
	/** Comes from a reset: she logs in with what she just chose. */
	fresh: url.searchParams.has('fresh')
});

export const actions: Actions = {
	default: async ({ request, url, cookies, locals: { services, lang } }) => {
		const form = await request.formData();
		const opened = await logInStaff(services, {
			email: logInName(textOf(form, 'email').slice(0, 300)),
			password: textOf(form, 'password').slice(0, 200),
			deviceHash: deviceOf(services, cookies)
		});
		if (!opened.ok)
			return fail(400, { email: textOf(form, 'email'), fault: withWait(opened.refusal, services.clock()) });
		const next = await startStaffSession(services, cookies, opened.value.staffId);
		redirect(303, afterPassword(next, returnPath(url.searchParams.get('to'), lang), lang));
	}
};
