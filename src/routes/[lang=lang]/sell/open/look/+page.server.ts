import { fail, redirect } from '@sveltejs/kit';
import { openWithAnswers, readForm, textFields } from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { joinedLearner } from '../../seller.ts';
import { openingOf, stopWord } from '../opening.ts';
import type { Actions, PageServerLoad } from './$types';

/** The whole shop before it opens, as buyers will see it. */
export const load: PageServerLoad = async ({ locals, url }) => ({
	opening: await openingOf(locals, url),
	formToken: locals.formToken
});

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const { services, lang } = locals;
		const learnerId = joinedLearner(locals);
		const { handle = '' } = textFields(await readForm(request));
		const opened = await openWithAnswers(services, learnerId, lang, handle);
		if (opened.ok) redirect(303, `/${lang}/sell/open/done`);
		const { refusal } = opened;
		if (refusal.tag === 'step') return fail(400, { step: refusal.step, message: m.opening_look_step() });
		if (refusal.tag === 'changed') return fail(409, { step: null, message: m.opening_look_changed() });
		return fail(409, { step: null, message: stopWord(refusal) });
	}
};
