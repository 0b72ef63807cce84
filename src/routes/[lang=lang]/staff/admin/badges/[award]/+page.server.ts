import { OWN } from '#lib/platform/country/lang.ts';
import { findOpenLearner, isAdministrator, textOf } from '#lib/accounts/index.server.ts';
import {
	changeAward,
	findAward,
	noteAppeal,
	REASON,
	readAppeal,
	readHistory,
	uphold,
	type ChangeAward
} from '#lib/badges/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { onAwardChange, readHolderShop, stopShop } from '#lib/selling/index.server.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Nobody else learns that this page exists. */
async function administrator({ staff, services }: App.Locals) {
	if (!staff || !(await isAdministrator(services.db, staff.staffId))) error(404, 'no such page');
	return staff;
}

/** Where one badge is taken back, suspended or given again (B4). */
export const load: PageServerLoad = async ({ params, locals }) => {
	const staff = await administrator(locals);
	const { db, catalogue } = locals.services;
	const award = await findAward(db, params.award);
	if (!award) error(404, 'no badge has this address');
	const course = catalogue.version(award.course, award.criterion_version);
	return {
		formToken: locals.formToken,
		reason: REASON,
		appeal: await readAppeal(db, award),
		shop: await readHolderShop(db, award),
		// What she is answered, she reads.
		reads: (await findOpenLearner(db, award.learner_id))?.locale === 'en' ? ('en' as const) : OWN,
		award: {
			id: award.award_id,
			name: course?.badge.name[locals.lang] ?? award.badge,
			state: award.state,
			at: award.awarded_at
		},
		history: (await readHistory(db, award.learner_id, award.award_id)).map(
			({ at, act, reason, by_person }) => ({
				at,
				act,
				reason,
				// The rule, the holder, oneself by name, a colleague by id.
				by: by_person === staff.staffId ? staff.name : by_person
			})
		)
	};
};

const change = (act: ChangeAward['act']) =>
	(async ({ params, locals, request }) => {
		const { staffId: by } = await administrator(locals);
		const reason = textOf(await request.formData(), 'reason');
		const changed = await changeAward(locals.services, [onAwardChange], {
			awardId: params.award,
			act,
			by,
			reason
		});
		if (changed.ok) redirect(303, `/${locals.lang}/staff/admin/badges/${params.award}`);
		switch (changed.refusal.tag) {
			case 'reason_missing':
				return fail(400, { reason, fault: m.badges_admin_reason_missing(REASON) });
			case 'already_so':
				return fail(409, { reason, fault: m.badges_admin_already_so() });
			case 'parts_missing':
				return fail(409, { reason, fault: m.badges_admin_parts_missing() });
			case 'not_administrator':
			case 'unknown_award':
				return error(404, 'no badge has this address');
		}
	}) satisfies Actions[string];

/** An appeal that was told to an administrator is written down; one that is there is answered. */
const speak = (act: typeof noteAppeal, field: 'words' | 'answer') =>
	(async ({ params, locals, request }) => {
		const { staffId: by } = await administrator(locals);
		const words = textOf(await request.formData(), field);
		const done = await act(locals.services, { awardId: params.award, by, words });
		if (done.ok) redirect(303, `/${locals.lang}/staff/admin/badges/${params.award}`);
		switch (done.refusal.tag) {
			case 'words_missing':
				return fail(400, { words, unheard: m.badges_appeal_missing(REASON) });
			case 'in_force':
			case 'already_so':
			case 'no_appeal':
				return fail(409, { words, unheard: m.badges_admin_already_so() });
			default:
				return error(404, 'no badge has this address');
		}
	}) satisfies Actions[string];

export const actions: Actions = {
	revoke: change('revoke'),
	suspend: change('suspend'),
	reinstate: change('reinstate'),
	appeal: speak(noteAppeal, 'words'),
	uphold: speak(uphold, 'answer'),
	/** The badge is gone and the shop goes on: stopped by a person all the same. */
	stop: async ({ params, locals }) => {
		const { staffId } = await administrator(locals);
		const done = await stopShop(locals.services, staffId, params.award);
		if (!done.ok) return fail(409, { unstopped: m.badges_admin_already_so() });
		redirect(303, `/${locals.lang}/staff/admin/badges/${params.award}`);
	}
};
