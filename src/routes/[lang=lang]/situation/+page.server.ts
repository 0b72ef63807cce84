import type { PageServerLoad } from './$types';

/** Published (C1), and nothing is ever sent here: the phone keeps the answers. */
export const load: PageServerLoad = () => ({});
