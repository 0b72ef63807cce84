import { readFaultText } from '#lib/accounts/index.server.ts';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** K3, K5. Her secret, before she is given the file; also the page that says why she was not. */
export const load: PageServerLoad = ({ url, setHeaders, locals: { learner, lang, formToken } }) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
	setHeaders({ 'cache-control': 'private, no-store' });
	return { formToken, fault: readFaultText(url.searchParams.get('fault')) };
};
