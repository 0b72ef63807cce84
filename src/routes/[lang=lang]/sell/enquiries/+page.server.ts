import { redirect } from '@sveltejs/kit';
import {
	readEnquiries,
	readForm,
	readOwnShop,
	removeEnquiry,
	textFields
} from '#lib/selling/index.server.ts';
import { joinedLearner, orSell } from '../seller.ts';
import type { Actions, PageServerLoad } from './$types';

/** What people abroad have asked her shop. */
export const load: PageServerLoad = async ({ locals }) => {
	const learnerId = joinedLearner(locals);
	orSell(await readOwnShop(locals.services, learnerId), locals.lang);
	return { formToken: locals.formToken, enquiries: await readEnquiries(locals.services, learnerId) };
};

export const actions: Actions = {
	remove: async ({ locals, request }) => {
		const { id = '' } = textFields(await readForm(request));
		await removeEnquiry(locals.services, joinedLearner(locals), id);
		redirect(303, `/${locals.lang}/sell/enquiries`);
	}
};
