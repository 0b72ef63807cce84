import {
	deviceOf,
	logInStaff,
	staffEmail,
	startStaffSession,
	textOf,
	withWait
} from '#lib/accounts/index.server.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { formToken } }) => ({ formToken });

export const actions: Actions = {
	default: async ({ request, cookies, locals: { services, lang } }) => {
		const form = await request.formData();
		const opened = await logInStaff(services, {
			email: staffEmail(textOf(form, 'email')),
			password: textOf(form, 'password').slice(0, 200),
			deviceHash: deviceOf(services, cookies)
		});
		if (!opened.ok)
			return fail(400, { email: textOf(form, 'email'), fault: withWait(opened.refusal, services.clock()) });
		await startStaffSession(services, cookies, opened.value.staffId);
		redirect(303, `/${lang}/staff`);
	}
};
