import {
	addAboutMe,
	joinedOf,
	readAboutMe,
	readLatestAboutMe,
	takeHandover
} from '#lib/accounts/index.server.ts';
import { onAboutMe } from '#lib/selling/index.server.ts';
import { districtsOf, PROVINCES, provinceName } from '#lib/accounts/index.ts';
import { error, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	url,
	cookies,
	locals: { services, learner, lang, formToken }
}) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/join`);
	const handover = takeHandover(services, cookies, learner.learnerId);
	const latest = await readLatestAboutMe(services.db, learner.learnerId);
	return {
		formToken,
		joined: handover ? joinedOf(handover) : [],
		saved: url.searchParams.has('saved'),
		told: latest?.told ?? {},
		provinces: PROVINCES.map((province) => ({
			name: provinceName(province, lang),
			districts: districtsOf(province, lang).map(({ id, name }) => ({ id, name: name[lang] }))
		}))
	};
};

export const actions: Actions = {
	default: async ({ request, locals: { services, learner, lang } }) => {
		if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
		const form = await request.formData();
		// The list of districts is always sent: a torn form is not one where nothing was told.
		if (!form.has('district')) error(400, 'not a form of this page');
		const told = readAboutMe((field) => form.get(field));
		const at = services.clock();
		await services.db.transaction().execute(async (tx) => {
			if (await addAboutMe(tx, learner.learnerId, told, at)) await onAboutMe(tx, learner.learnerId, at);
		});
		redirect(303, `/${lang}/me/about?saved`);
	}
};
