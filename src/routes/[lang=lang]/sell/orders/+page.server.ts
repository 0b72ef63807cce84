import { redirect } from '@sveltejs/kit';
import {
	countEnquiries,
	readBlockedBuyers,
	readForm,
	readMissedOrders,
	readSellersOrders,
	textFields,
	unblockBuyer
} from '#lib/selling/index.server.ts';
import { joinedLearner } from '../seller.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const learnerId = joinedLearner(locals);
	const { services, formToken } = locals;
	return {
		...(await readSellersOrders(services, learnerId)),
		enquiries: await countEnquiries(services, learnerId),
		missed: await readMissedOrders(services, learnerId),
		blocked: await readBlockedBuyers(services.db, learnerId),
		formToken
	};
};

export const actions: Actions = {
	unblock: async ({ locals, request }) => {
		const { key = '' } = textFields(await readForm(request));
		await unblockBuyer(locals.services, joinedLearner(locals), key);
		redirect(303, `/${locals.lang}/sell/orders`);
	}
};
