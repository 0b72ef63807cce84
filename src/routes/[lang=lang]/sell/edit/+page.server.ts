import { fail, redirect } from '@sveltejs/kit';
import { faultWord, phoneWord } from '#lib/selling/index.ts';
import {
	changeShop,
	changeShopForm,
	localPhone,
	parseForm,
	readOwnShop,
	readForm,
	textFields
} from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { inWords } from '../fault-words.ts';
import { joinedLearner, orSell, provenLearner } from '../seller.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const id = provenLearner(locals, url);
	const shop = orSell(await readOwnShop(locals.services, id), locals.lang);
	return { formToken: locals.formToken, shop, phone: shop.ownPhone ? localPhone(shop.ownPhone) : '' };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const id = joinedLearner(locals);
		const values = textFields(await readForm(request));
		const read = parseForm(changeShopForm, values);
		const again = (faults: Record<string, string>) =>
			fail(400, { values, faults, message: m.selling_look_below({ n: Object.keys(faults).length }) });
		if (!read.ok) return again(inWords(read.faults));
		const done = await changeShop(locals.services, id, read.value);
		if (done.ok || done.refusal.tag === 'no-shop') redirect(303, `/${locals.lang}/sell`);
		if (done.refusal.tag === 'phone-missing') return again({ phone: faultWord('phone-missing') });
		return again({ phone: phoneWord(done.refusal.fault) });
	}
};
