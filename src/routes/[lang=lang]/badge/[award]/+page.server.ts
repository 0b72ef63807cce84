import { isAdministrator, textOf } from '#lib/accounts/index.server.ts';
import {
	appeal,
	changePublicName,
	findAward,
	readAppeal,
	readPublicBadge,
	REASON,
	wasAward
} from '#lib/badges/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { error, fail, redirect } from '@sveltejs/kit';
import { qrSquares } from '../../me/card/qr.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** What she said against a decision, and what she was answered: for nobody but her. */
async function said({ db }: App.Locals['services'], awardId: string) {
	const award = await findAward(db, awardId);
	return award ? readAppeal(db, award) : null;
}

/** For anybody who was sent the link: looked up at every opening, so that a badge taken back shows at once (B4). */
export const load: PageServerLoad = async ({ params, locals }) => {
	const { services, lang, learner, staff } = locals;
	const badge = await readPublicBadge(services, params.award, lang);
	if (!badge && (await wasAward(services.db, params.award)))
		error(410, 'its holder has had everything deleted');
	if (!badge) error(404, 'no badge has this address');
	const { origin } = services.env;
	const address = `${origin}/${lang}/badge/${badge.awardId}`;
	const hers = learner?.learnerId === badge.learnerId;
	const words = { name: badge.name, address };
	const message = hers ? m.badges_share_mine(words) : m.badges_share_text(words);
	const { learnerId: _, ...shown } = badge;
	return {
		badge: shown,
		address,
		now: services.clock(),
		qr: qrSquares(address),
		share: `https://wa.me/?text=${encodeURIComponent(message)}`,
		picture: `${address}/picture.png`,
		mayRevoke: staff !== null && (await isAdministrator(services.db, staff.staffId)),
		own: hers
			? { formToken: locals.formToken, limits: REASON, appeal: await said(services, params.award) }
			: null
	};
};

export const actions: Actions = {
	name: async ({ request, params, locals: { services, lang, learner } }) => {
		const shown = (await request.formData()).get('shown');
		// A torn form says neither.
		if (shown !== 'yes' && shown !== 'no') error(400, 'not a form of this page');
		const changed = await changePublicName(services, learner?.learnerId, params.award, shown === 'yes');
		if (!changed.ok) error(403, 'only the holder decides about the name');
		redirect(303, `/${lang}/badge/${params.award}`);
	},
	appeal: async ({ request, params, locals: { services, lang, learner } }) => {
		const words = textOf(await request.formData(), 'words');
		const noted = await appeal(services, learner?.learnerId, { awardId: params.award, words });
		if (!noted.ok && noted.refusal.tag === 'words_missing')
			return fail(400, { words, fault: m.badges_appeal_missing(REASON) });
		if (!noted.ok && noted.refusal.tag === 'not_theirs') error(403, 'only the holder appeals');
		// Said already, or decided anew in between: the page tells which.
		redirect(303, `/${lang}/badge/${params.award}#appeal`);
	}
};
