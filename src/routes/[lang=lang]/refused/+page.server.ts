import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/**
 * What is refused outside of a page says so here, in her language: a form that did not come from our own pages (K4), or what
 * the server's hooks name in `status`.
 */
export const load: PageServerLoad = ({ url }) => {
	const asked = Number(url.searchParams.get('status'));
	error(Number.isInteger(asked) && asked >= 400 && asked < 500 ? asked : 403, 'refused');
};
