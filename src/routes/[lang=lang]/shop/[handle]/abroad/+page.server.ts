import { error, fail, redirect } from '@sveltejs/kit';
import { contactWord, shopName } from '#lib/selling/index.ts';
import { newOrderKey, readForm, readPublicShop, sendEnquiry, textFields } from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { inWords } from '../../../sell/fault-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	locals: { services, lang, formToken },
	params,
	url,
	setHeaders
}) => {
	const shop = await readPublicShop(services, params.handle);
	if (shop?.face !== 'open') error(404, 'no such shop');
	setHeaders({ 'Cache-Control': 'private, no-store' });
	return {
		name: shopName(shop, lang),
		handle: shop.handle,
		key: newOrderKey(services),
		formToken,
		sent: url.searchParams.has('sent')
	};
};

export const actions: Actions = {
	default: async ({ locals: { services, lang }, params, request, getClientAddress }) => {
		const values = textFields(await readForm(request));
		const done = await sendEnquiry(services, { handle: params.handle, network: getClientAddress() }, values);
		if (done.ok) redirect(303, `/${lang}/shop/${params.handle}/abroad?sent`);
		const { refusal } = done;
		const again = (status: number, message: string, faults: Record<string, string> = {}, anew = false) =>
			fail(status, { values, faults, message, anew });
		switch (refusal.tag) {
			case 'not-here':
				error(404, 'no such shop');
			// eslint-disable-next-line no-fallthrough -- error() throws
			case 'trap':
				return again(400, m.selling_o_again());
			case 'too-many':
				return again(429, m.selling_p_too_many());
			case 'fields': {
				const { key, ...typed } = refusal.faults;
				const faults = inWords(typed);
				if (refusal.contact) faults.contact = contactWord(refusal.contact);
				const n = Object.keys(faults).length;
				return again(400, n ? m.selling_look_below({ n }) : m.selling_o_again(), faults, key !== undefined);
			}
		}
	}
};
