import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** What a form gets that did not come from our own pages (K4): the 403 page in her language. */
export const load: PageServerLoad = () => error(403, 'foreign request');
