import type { PageServerLoad } from './$types';
import { helplines } from '../helplines.server.ts';

/** Never published and never kept by a phone: it is there only for whoever has just told. */
export const load: PageServerLoad = ({ url, locals }) => {
	const said = url.searchParams.get('s');
	return {
		said: said === '1' || said === '2' ? (Number(said) as 1 | 2) : (3 as const),
		lines: helplines(locals)
	};
};
