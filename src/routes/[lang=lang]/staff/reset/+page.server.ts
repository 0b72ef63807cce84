import { decidePassword, endSession, textOf } from '#lib/accounts/index.server.ts';
import { resetLinkState, resetPassword } from '#lib/cohorts/index.server.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { StaffFault } from '../staff-faults.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { services, formToken } }) => {
	const token = url.searchParams.get('t')?.slice(0, 64) ?? '';
	const state = await resetLinkState(services, token);
	return { formToken, token, refused: state.ok ? undefined : state.refusal.tag };
};

export const actions: Actions = {
	default: async ({ request, cookies, locals: { services, staff, lang } }) => {
		const form = await request.formData();
		const decided = decidePassword(textOf(form, 'password'), '');
		if (!decided.ok) return fail(400, { fault: decided.refusal satisfies StaffFault });
		const set = await resetPassword(services, textOf(form, 'token').slice(0, 64), decided.value);
		// The page says what became of the link.
		if (!set.ok) return fail(400, { fault: undefined });
		if (staff) await endSession(services, cookies);
		redirect(303, `/${lang}/staff/login?fresh`);
	}
};
