import { textOf } from '#lib/accounts/index.server.ts';
import { readOwnPartners, withdrawPartner } from '#lib/partners/index.server.ts';
import { PARTNER_ID } from '#lib/partners/index.ts';
import { error, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Whom she allowed to see her badge. */
export const load: PageServerLoad = async ({ locals: { services, learner, lang, formToken } }) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
	return { formToken, partners: await readOwnPartners(services, learner.learnerId, lang) };
};

export const actions: Actions = {
	withdraw: async ({ request, locals: { services, learner, lang } }) => {
		if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
		const partner = textOf(await request.formData(), 'partner');
		// A torn form names nobody; a second tap finds it done.
		if (!PARTNER_ID.test(partner)) error(400, 'not a form of this page');
		await withdrawPartner(services, learner.learnerId, partner);
		redirect(303, `/${lang}/me/partners`);
	}
};
