import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import {
	checkItem,
	checkShop,
	countUndecided,
	parseForm,
	readWaitingShops,
	readForm,
	textFields,
	verdictForm,
	type Verdict
} from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { checker } from './checker.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	await checker(locals);
	const { allLearners } = locals.services;
	return {
		formToken: locals.formToken,
		shops: await readWaitingShops(allLearners),
		undecided: await countUndecided(allLearners)
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const staffId = await checker(locals);
		const data = await readForm(request);
		const read = parseForm(verdictForm, textFields(data));
		const items = v.safeParse(v.pipe(v.array(checkItem), v.minLength(1)), data.getAll('item'));
		if (!read.ok || !items.success) return fail(400, { message: m.selling_c_gone() });
		const { learner, verdict, reason } = read.value;
		if (verdict === 'refuse' && reason === '') return fail(400, { message: m.selling_s_reason_missing() });
		const decision: Verdict =
			verdict === 'approve' ? { verdict } : { verdict: 'refuse', reason: reason || 'other' };
		const done = await checkShop(locals.services, staffId, learner, items.output, decision);
		if (done.ok) redirect(303, `/${locals.lang}/staff/admin/shops`);
		return fail(409, { message: done.refusal.tag === 'gone' ? m.selling_c_gone() : m.selling_c_changed() });
	}
};
