import {
	chooseConsent,
	joinedOf,
	putHandover,
	readConsent,
	takeHandover,
	textOf
} from '#lib/accounts/index.server.ts';
import { currentConsent, PURPOSES, type Purpose } from '#lib/accounts/index.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies, locals: { services, learner, lang, formToken } }) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
	const history = await readConsent(services.db, learner.learnerId);
	const handover = takeHandover(services, cookies, learner.learnerId);
	return {
		formToken,
		current: currentConsent(history),
		// Not given from the start is not the same as taken back.
		history: history
			.map((act, i) => ({
				...act,
				did: act.given
					? ('gave' as const)
					: history.slice(0, i).some((before) => before.purpose === act.purpose && before.given)
						? ('took_back' as const)
						: ('did_not' as const)
			}))
			.reverse(),
		joined: handover ? joinedOf(handover) : []
	};
};

export const actions: Actions = {
	default: async ({ request, cookies, locals: { services, learner, lang } }) => {
		if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
		const form = await request.formData();
		const purpose = textOf(form, 'purpose') as Purpose;
		const given = textOf(form, 'given');
		if (!PURPOSES.includes(purpose) || (given !== 'yes' && given !== 'no')) return fail(400);
		const handover = await chooseConsent(services, {
			learnerId: learner.learnerId,
			purpose,
			given: given === 'yes'
		});
		if (handover) putHandover(services, cookies, handover);
		redirect(303, `/${lang}/me/consent`);
	}
};
