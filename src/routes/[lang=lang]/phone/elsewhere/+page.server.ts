import type { PageServerLoad } from './$types';

/** Published: the list is the same for everyone, and her ticks are on the phone (K9). */
export const load: PageServerLoad = () => ({});
