import { error, fail, redirect } from '@sveltejs/kit';
import { phoneWord, faultWord } from '#lib/selling/index.ts';
import {
	newOrderKey,
	placeOrder,
	readForm,
	readPublicShop,
	readRoom,
	textFields
} from '#lib/selling/index.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { refusalWords } from './refusal-words.ts';

export const load: PageServerLoad = async ({
	locals: { services, lang, formToken },
	params,
	request,
	url
}) => {
	const { full } = await readRoom(services, params.handle);
	const shop = await readPublicShop(services, params.handle);
	// No form stands on a shop that is closed; a form sent meanwhile is answered by what became of it.
	if (shop && shop.face !== 'open')
		redirect(303, `/${lang}/shop/${shop.handle}${request.method === 'POST' ? '?not-ordered' : '?closed'}`);
	const product = shop?.products.find((p) => p.id === params.product);
	if (!shop || !product) error(404, 'no such product');
	return {
		shop: { ...shop, products: [] },
		product,
		/** M1: said before she fills in the form, and by the form again. */
		full,
		origin: services.env.origin,
		key: newOrderKey(services),
		formToken,
		path: url.pathname
	};
};

export const actions: Actions = {
	default: async ({ locals: { services, lang }, params, request, getClientAddress }) => {
		const values = textFields(await readForm(request));
		const at = { handle: params.handle, productId: params.product, network: getClientAddress() };
		const placed = await placeOrder(services, at, values);
		if (placed.ok)
			redirect(303, `/${lang}/order/${placed.value.secret}${placed.value.differs ? '?again' : ''}`);

		const { refusal } = placed;
		if (refusal.tag === 'not-here') error(404, 'no such product');
		const faults: Record<string, string> = {};
		if (refusal.tag === 'fields') {
			for (const [field, tag] of Object.entries(refusal.faults)) if (tag) faults[field] = faultWord(tag);
			if (refusal.phone) faults.phone = phoneWord(refusal.phone);
			if (refusal.phone2) faults.phone2 = phoneWord(refusal.phone2);
		}
		const status =
			refusal.tag === 'too-many' ? 429 : refusal.tag === 'fields' || refusal.tag === 'trap' ? 400 : 409;
		return fail(status, { values, faults, message: refusalWords(refusal, Object.keys(faults).length) });
	}
};
