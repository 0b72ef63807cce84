import { joinedOf, keyOf, takeHandover, textOf } from '#lib/accounts/index.server.ts';
import { acceptAnswer, readFollowUps } from '#lib/follow-up/index.server.ts';
import { hex } from '#lib/platform/ids.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { recordAct } from '../../learn/by-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Hers alone. What is asked is decided here, by what she allowed and by the day. */
export const load: PageServerLoad = async ({
	cookies,
	setHeaders,
	locals: { services, learner, lang, formToken }
}) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
	setHeaders({ 'cache-control': 'private, no-store' });
	const { db, clock, random } = services;
	const standing = await readFollowUps(db, learner.learnerId, clock());
	const now = standing?.allowed ? standing.months.find(({ isOpen }) => isOpen) : undefined;
	const handover = takeHandover(services, cookies, learner.learnerId);
	return {
		owner: learner.learnerId,
		joined: handover ? joinedOf(handover) : [],
		state: now?.state,
		form: now && { token: formToken, key: hex(random(16)), month: now.month }
	};
};

export const actions: Actions = {
	default: async ({ request, locals: { services, learner, lang } }) => {
		if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
		const { db, clock } = services;
		const form = await request.formData();
		const key = keyOf(form);
		if (!key) error(400, 'not a form of this page');
		const { learnerId } = learner;
		const answer = await acceptAnswer(db, learnerId, clock(), (field) => textOf(form, field));
		if (!answer.ok) return fail(answer.refusal.tag === 'none' ? 400 : 409, answer.refusal);
		const { body, act } = answer.value;
		const { outcome } = await recordAct(services, learnerId, 'followup.answered', body, [key, ...act]);
		if (outcome === 'rejected') return fail(409, { tag: 'unkept' as const });
		redirect(303, `/${lang}/me/follow-up`);
	}
};
