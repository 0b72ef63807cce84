import {
	deviceOf,
	endSession,
	logInStaff,
	readAcceptForm,
	returnPath,
	startStaffSession,
	textOf
} from '#lib/accounts/index.server.ts';
import { acceptInvitation, readInvitation } from '#lib/cohorts/index.server.ts';
import { fail, redirect } from '@sveltejs/kit';
import { afterPassword } from '../second/second-path.ts';
import type { StaffFault } from '../staff-faults.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { services, staff, formToken } }) => {
	const token = url.searchParams.get('t')?.slice(0, 64) ?? '';
	const read = await readInvitation(services, token);
	return {
		formToken,
		token,
		me: staff?.name,
		refused: read.ok ? undefined : read.refusal.tag,
		invitation: read.ok
			? {
					organisation: read.value.organisation,
					role: read.value.role,
					className: read.value.className
				}
			: undefined
	};
};

const again = (form: FormData, faults: Record<string, StaffFault>, own = false) =>
	fail(400, {
		name: textOf(form, 'name').slice(0, 200),
		login: textOf(form, 'login').slice(0, 300),
		faults,
		own
	});

export const actions: Actions = {
	/** Somebody new. */
	join: async ({ request, url, cookies, locals: { services, lang } }) => {
		const form = await request.formData();
		const token = url.searchParams.get('t')?.slice(0, 64) ?? '';
		const read = readAcceptForm(form);
		if (!read.ok) return again(form, read.faults);
		const made = await acceptInvitation(services, token, read.value);
		if (made.ok) {
			const next = await startStaffSession(services, cookies, made.value.staffId);
			const home = returnPath(`/${lang}/staff/${made.value.organisationId}`, lang);
			redirect(303, afterPassword(next, home, lang));
		}
		if (made.refusal.tag === 'login_taken') return again(form, { login: { tag: 'login_taken' } });
		if (made.refusal.tag === 'used') {
			// A second tap: it was she herself who used it a moment ago.
			const { login: email, password } = read.value;
			const deviceHash = deviceOf(services, cookies);
			const opened = await logInStaff(services, { email, password, deviceHash });
			if (opened.ok) {
				const next = await startStaffSession(services, cookies, opened.value.staffId);
				redirect(303, afterPassword(next, `/${lang}/staff`, lang));
			}
		}
		// The page says what became of the link.
		return again(form, {});
	},
	/** Who is logged in already. */
	take: async ({ request, url, locals: { services, staff, lang } }) => {
		const form = await request.formData();
		const token = url.searchParams.get('t')?.slice(0, 64) ?? '';
		if (!staff) return again(form, {});
		const taken = await acceptInvitation(services, token, staff);
		if (taken.ok) redirect(303, `/${lang}/staff/${taken.value.organisationId}`);
		return again(form, {}, taken.refusal.tag === 'own');
	},
	/** The link is for somebody else than who is logged in here. */
	other: async ({ url, cookies, locals: { services, staff, lang } }) => {
		if (staff) await endSession(services, cookies);
		const token = url.searchParams.get('t')?.slice(0, 64) ?? '';
		redirect(303, `/${lang}/staff/invite?t=${encodeURIComponent(token)}`);
	}
};
