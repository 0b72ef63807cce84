import {
	asksConsent,
	claimsOf,
	deviceOf,
	isRecoveryOpen,
	newSecretOf,
	putHandover,
	recover,
	startLearnerSession,
	textOf,
	typedSecret
} from '#lib/accounts/index.server.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Opening the address uses nothing up: previews and second looks do no harm. */
export const load: PageServerLoad = async ({ url, locals: { services, formToken } }) => {
	const token = url.searchParams.get('t')?.slice(0, 64) ?? '';
	return {
		formToken,
		token,
		open: await isRecoveryOpen(services, token),
		asks: await asksConsent(services, token)
	};
};

export const actions: Actions = {
	default: async ({ request, cookies, locals: { services, lang } }) => {
		const form = await request.formData();
		const secret = newSecretOf(form);
		if (!secret.ok) return fail(400, { secret: typedSecret(form), fault: secret.refusal });
		const opened = await recover(services, {
			token: textOf(form, 'token'),
			secret: secret.value,
			learning: textOf(form, 'consent_learning') === 'yes',
			here: { deviceHash: deviceOf(services, cookies), profiles: claimsOf(form).profiles }
		});
		if (!opened.ok && opened.refusal.tag === 'learning')
			return fail(400, { secret: typedSecret(form), learning: opened.refusal });
		// The page says that the card has been used.
		if (!opened.ok) return fail(410, { secret: typedSecret(form), fault: undefined });
		await startLearnerSession(services, cookies, opened.value.learnerId);
		putHandover(services, cookies, opened.value);
		redirect(303, `/${lang}/me/card`);
	}
};
