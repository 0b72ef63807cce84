import { fail, redirect } from '@sveltejs/kit';
import {
	readForm,
	readOwnNotices,
	tellBySms,
	tellNoPhone,
	tellPhone,
	textFields
} from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { joinedLearner, provenLearner } from '../seller.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where she says how she is told that an order has come. Off until she says so. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const id = provenLearner(locals, url);
	const { services, lang, formToken } = locals;
	const own = await readOwnNotices(services, id);
	if (!own.ok) redirect(303, `/${lang}/sell`);
	return { formToken, ...own.value, said: url.searchParams.has('saved') };
};

const saved = (lang: string): never => redirect(303, `/${lang}/sell/notices?saved`);

export const actions: Actions = {
	phone: async ({ locals, request }) => {
		const learnerId = joinedLearner(locals);
		const { endpoint = '' } = textFields(await readForm(request));
		const done = await tellPhone(locals.services, learnerId, endpoint);
		if (done.ok) return saved(locals.lang);
		const { tag } = done.refusal;
		if (tag === 'no-shop') redirect(303, `/${locals.lang}/sell`);
		return tag === 'too-often'
			? fail(429, { fault: m.notices_too_often() })
			: fail(400, { fault: m.notices_failed() });
	},
	off: async ({ locals }) => {
		await tellNoPhone(locals.services, joinedLearner(locals));
		return saved(locals.lang);
	},
	sms: async ({ locals, request }) => {
		const learnerId = joinedLearner(locals);
		const { on } = textFields(await readForm(request));
		const done = await tellBySms(locals.services, learnerId, on === '1');
		if (done.ok) return saved(locals.lang);
		if (done.refusal.tag === 'no-shop') redirect(303, `/${locals.lang}/sell`);
		return fail(409, { fault: m.notices_sms_not_offered() });
	}
};
