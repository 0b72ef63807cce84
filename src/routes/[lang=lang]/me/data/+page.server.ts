import { countOwnData } from '#lib/privacy/index.server.ts';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** K5. What is kept of her, by kind. How much, and never what: a phone lies open in a house. */
export const load: PageServerLoad = async ({ setHeaders, locals: { services, learner, lang } }) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
	setHeaders({ 'cache-control': 'private, no-store' });
	return { kinds: await countOwnData(services.allLearners, learner.learnerId) };
};
