import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone; the phone knows whether it has anything to ask. */
export const load: PageServerLoad = () => ({});
