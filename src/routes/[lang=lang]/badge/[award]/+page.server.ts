import { isAdministrator } from '#lib/accounts/index.server.ts';
import { changePublicName, readPublicBadge } from '#lib/badges/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { error, redirect } from '@sveltejs/kit';
import { qrSquares } from '../../me/card/qr.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** For anybody who was sent the link: looked up at every opening, so that a badge taken back shows at once (B4). */
export const load: PageServerLoad = async ({ params, locals }) => {
	const { services, lang, learner, staff } = locals;
	const badge = await readPublicBadge(services, params.award, lang);
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
		own: hers ? { formToken: locals.formToken } : null
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
	}
};
