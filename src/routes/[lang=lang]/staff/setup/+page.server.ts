import {
	isSetupLinkOpen,
	readSetUpForm,
	setUpAdministrator,
	startStaffSession,
	textOf
} from '#lib/accounts/index.server.ts';
import { fail, redirect } from '@sveltejs/kit';
import { afterPassword } from '../second/second-path.ts';
import type { StaffFault } from '../staff-faults.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { services, formToken } }) => {
	const token = url.searchParams.get('t')?.slice(0, 64) ?? '';
	return { formToken, token, open: await isSetupLinkOpen(services, token) };
};

const again = (status: number, form: FormData, faults: Partial<Record<string, StaffFault>>) =>
	fail(status, { name: textOf(form, 'name'), email: textOf(form, 'email'), faults });

export const actions: Actions = {
	default: async ({ request, cookies, locals: { services, lang } }) => {
		const form = await request.formData();
		const read = readSetUpForm(form);
		if (!read.ok) return again(400, form, read.faults);
		const made = await setUpAdministrator(services, { token: textOf(form, 'token'), ...read.value });
		// The page says that the link is used.
		if (!made.ok)
			return again(409, form, made.refusal.tag === 'email_taken' ? { email: { tag: 'email_taken' } } : {});
		const next = await startStaffSession(services, cookies, made.value.staffId);
		redirect(303, afterPassword(next, `/${lang}/staff`, lang));
	}
};
