import { error, fail, redirect } from '@sveltejs/kit';
import { faultWord, handleWord } from '#lib/selling/index.ts';
import {
	openShop,
	openShopForm,
	parseForm,
	readOwnShop,
	readSeller,
	readShopSeed,
	suggestShop,
	readForm,
	textFields
} from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { inWords } from '../fault-words.ts';
import { joinedLearner, provenLearner } from '../seller.ts';
import type { Actions, PageServerLoad } from './$types';

/** The shop as her lessons drafted it, ready for one tap. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const id = joinedLearner(locals);
	const { services, lang, formToken } = locals;
	if (!(await readSeller(services.db, id)) || (await readOwnShop(services, id)))
		redirect(303, `/${lang}/sell`);
	provenLearner(locals, url);
	return {
		formToken,
		seed: await readShopSeed(services.db, id),
		shop: await suggestShop(services.db, id, lang)
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const id = joinedLearner(locals);
		const values = textFields(await readForm(request));
		const read = parseForm(openShopForm, values);
		if (!read.ok) {
			const faults = inWords(read.faults);
			return fail(400, { values, faults, message: m.selling_look_below({ n: Object.keys(faults).length }) });
		}
		const opened = await openShop(locals.services, id, read.value);
		if (opened.ok) redirect(303, `/${locals.lang}/sell`);
		const { refusal } = opened;
		if (refusal.tag === 'no-seller') error(403, 'no badge');
		if (refusal.tag === 'handle')
			return fail(400, {
				values,
				faults: {
					handle:
						refusal.fault === 'too-short' && !values.handle ? faultWord('missing') : handleWord(refusal.fault)
				},
				message: m.selling_look_below({ n: 1 })
			});
		const message = refusal.tag === 'under-18' ? m.selling_face_under_18() : m.selling_face_suspended();
		return fail(409, { values, faults: {} as Record<string, string>, message });
	}
};
