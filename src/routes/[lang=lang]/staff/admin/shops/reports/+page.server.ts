import { fail, redirect } from '@sveltejs/kit';
import {
	decideReport,
	keepStopped,
	readBadgelessShops,
	readForm,
	readReports,
	readStoppedShops,
	resumeShop,
	textFields,
	type BadgelessShop
} from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { checker } from '../checker.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	await checker(locals);
	const { allLearners } = locals.services;
	return {
		formToken: locals.formToken,
		reports: await readReports(allLearners),
		badgeless: (await readBadgelessShops(allLearners)).map(named(locals)),
		stopped: await readStoppedShops(allLearners),
		lifted: url.searchParams.has('lifted')
	};
};

/** Its badges by the names that people know them by. */
const named =
	({ services, lang }: App.Locals) =>
	(shop: BadgelessShop) => ({
		...shop,
		badges: shop.badges.map((one) => ({
			...one,
			name:
				services.catalogue.earned().find(({ badge }) => badge.id === one.badge)?.badge.name[lang] ?? one.badge
		}))
	});

const decide =
	(decision: 'nothing' | 'stopped') =>
	async ({ locals, request }: RequestEvent) => {
		const staffId = await checker(locals);
		const { learner = '', id = '' } = textFields(await readForm(request));
		const done = await decideReport(locals.services, staffId, { learnerId: learner, id }, decision);
		if (!done.ok) return fail(409, { message: m.selling_c_gone() });
		redirect(303, `/${locals.lang}/staff/admin/shops/reports`);
	};

export const actions: Actions = {
	nothing: decide('nothing'),
	stop: decide('stopped'),
	keep: async ({ locals, request }) => {
		const staffId = await checker(locals);
		const { learner = '' } = textFields(await readForm(request));
		const done = await keepStopped(locals.services, staffId, learner);
		if (!done.ok) return fail(409, { message: m.selling_c_gone() });
		redirect(303, `/${locals.lang}/staff/admin/shops/reports`);
	},
	resume: async ({ locals, request }) => {
		const staffId = await checker(locals);
		const { learner = '' } = textFields(await readForm(request));
		const done = await resumeShop(locals.services, staffId, learner);
		if (!done.ok) return fail(409, { message: m.selling_p_not_resumed() });
		redirect(303, `/${locals.lang}/staff/admin/shops/reports${done.value.opened ? '' : '?lifted'}`);
	}
};
