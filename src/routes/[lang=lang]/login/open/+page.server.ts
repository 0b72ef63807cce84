import { claimPath, joinedOf, takeHandover } from '#lib/accounts/index.server.ts';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Where the phone gets what it needs to send for her (K8); without scripts, the word that it worked. */
export const load: PageServerLoad = ({ cookies, url, locals: { services, learner, lang } }) => {
	const to = claimPath(url.searchParams.get('to')) ?? `/${lang}`;
	const handover = learner && takeHandover(services, cookies, learner.learnerId);
	if (!handover) redirect(303, to);
	return {
		to,
		name: handover.name,
		tileSeed: handover.tileSeed,
		refused: handover.refused.length > 0,
		joined: joinedOf(handover)
	};
};
