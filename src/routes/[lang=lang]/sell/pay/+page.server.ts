import { fail, redirect } from '@sveltejs/kit';
import { faultWord, photoWord, readHours, tierLimits } from '#lib/selling/index.ts';
import {
	readForm,
	readOwnRaast,
	readOwnShop,
	readSeller,
	removeRaast,
	saveRaast,
	saveReplyHours,
	textFields
} from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { joinedLearner, orSell, provenLearner } from '../seller.ts';
import type { Actions, PageServerLoad } from './$types';

/** When she answers and how she is paid: each part a form of its own, saved alone. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const id = provenLearner(locals, url);
	const { services, lang, formToken } = locals;
	const shop = orSell(await readOwnShop(services, id), lang);
	const seller = await readSeller(services.db, id);
	const said = url.searchParams.get('saved');
	return {
		formToken,
		handle: shop.handle,
		hours: shop.replyHours,
		raast: await readOwnRaast(services.db, id),
		/** M1: cash on delivery alone, until all three badges are hers. */
		mayRaast: seller !== undefined && tierLimits[seller.tier as keyof typeof tierLimits].payment === 'any',
		said: said === 'hours' || said === 'raast' ? m.selling_saved() : null
	};
};

type Fault = 'hours' | 'title' | 'picture';

export const actions: Actions = {
	hours: async ({ locals, request }) => {
		const learnerId = joinedLearner(locals);
		const { from = '', to = '' } = textFields(await readForm(request));
		const read = readHours(from, to);
		if (!read.ok) return fault('hours', faultWord(read.fault), { from, to });
		const done = await saveReplyHours(locals.services, learnerId, read.hours);
		redirect(303, `/${locals.lang}/sell${done.ok ? '/pay?saved=hours' : ''}`);
	},
	raast: async ({ locals, request }) => {
		const learnerId = joinedLearner(locals);
		const form = await readForm(request);
		const { title = '', insist } = textFields(form);
		const file = form.get('photo');
		const picture = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
		const done = await saveRaast(locals.services, learnerId, {
			title,
			picture,
			insists: insist === '1'
		});
		if (done.ok) redirect(303, `/${locals.lang}/sell/pay?saved=raast`);
		const { refusal } = done;
		switch (refusal.tag) {
			case 'no-shop':
				redirect(303, `/${locals.lang}/sell`);
			// eslint-disable-next-line no-fallthrough -- redirect() throws
			case 'not-ready':
				return fail(409, { at: 'title' as Fault, fault: m.selling_y_not_ready(), values: { title } });
			case 'title':
				return fault('title', faultWord(refusal.fault), { title });
			case 'picture':
				return fault('picture', photoWord(refusal.fault), { title }, refusal.fault === 'too-big' ? 413 : 400);
		}
	},
	remove: async ({ locals }) => {
		await removeRaast(locals.services, joinedLearner(locals));
		redirect(303, `/${locals.lang}/sell/pay?saved=raast`);
	}
};

const fault = (at: Fault, words: string, values: Record<string, string>, status = 400) =>
	fail(status, { at, fault: words, values });
