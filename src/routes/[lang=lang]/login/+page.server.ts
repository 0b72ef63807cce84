import {
	claimPath,
	claimsOf,
	deviceOf,
	logIn,
	putHandover,
	SECRET_FIELDS,
	secretOf,
	startLearnerSession,
	textOf,
	typedSecret,
	withWait
} from '#lib/accounts/index.server.ts';
import type { FormFault } from '#lib/accounts/index.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** `to`: what a partner asked, where she goes on after it. */
export const load: PageServerLoad = ({ url, locals: { formToken } }) => ({
	formToken,
	to: claimPath(url.searchParams.get('to'))
});

const again = (status: number, form: FormData, faults: Record<string, FormFault>) =>
	fail(status, {
		to: claimPath(textOf(form, 'to')),
		code: textOf(form, 'code'),
		secret: typedSecret(form),
		faults
	});

export const actions: Actions = {
	default: async ({ request, cookies, locals: { services, lang } }) => {
		const form = await request.formData();
		const secret = secretOf(form);
		if (!secret.ok) return again(400, form, { secret: secret.refusal });
		const opened = await logIn(services, {
			code: textOf(form, 'code'),
			secret: secret.value,
			here: { deviceHash: deviceOf(services, cookies), profiles: claimsOf(form).profiles }
		});
		if (!opened.ok) {
			const fault = withWait(opened.refusal, services.clock());
			// A wrong secret is chosen anew; one that only came too early is kept.
			if (fault.tag === 'wrong') for (const field of SECRET_FIELDS) form.delete(field);
			return again(400, form, { code: fault });
		}
		await startLearnerSession(services, cookies, opened.value.learnerId);
		putHandover(services, cookies, opened.value);
		const to = claimPath(textOf(form, 'to'));
		redirect(303, `/${lang}/login/open${to ? `?to=${encodeURIComponent(to)}` : ''}`);
	}
};
