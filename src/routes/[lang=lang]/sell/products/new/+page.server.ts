import { fail, redirect } from '@sveltejs/kit';
import {
	addProduct,
	newProductId,
	parseForm,
	productForm,
	PRODUCTS_MAX,
	readOwnShop,
	readPriceFloor,
	readForm,
	textFields
} from '#lib/selling/index.server.ts';
import { isUuid } from '#lib/platform/ids.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { inWords } from '../../fault-words.ts';
import { joinedLearner, orSell, provenLearner } from '../../seller.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const learnerId = provenLearner(locals, url);
	orSell(await readOwnShop(locals.services, learnerId), locals.lang);
	return {
		formToken: locals.formToken,
		id: newProductId(locals.services),
		floor: await readPriceFloor(locals.services.db, learnerId)
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const learnerId = joinedLearner(locals);
		const values = textFields(await readForm(request));
		const read = parseForm(productForm, values);
		if (!read.ok) {
			const faults = inWords(read.faults);
			return fail(400, { values, faults, message: m.selling_look_below({ n: Object.keys(faults).length }) });
		}
		// The id is made with the form, so that a second tap finds the same product; a strange one is replaced.
		const id = isUuid(values.id ?? '') ? values.id! : newProductId(locals.services);
		const added = await addProduct(locals.services, learnerId, id, read.value);
		if (added.ok) redirect(303, `/${locals.lang}/sell/products/${id}?new`);
		if (added.refusal.tag !== 'shop-full') redirect(303, `/${locals.lang}/sell`);
		return fail(409, {
			values,
			faults: {} as Record<string, string>,
			message: m.selling_shop_full({ n: PRODUCTS_MAX })
		});
	}
};
