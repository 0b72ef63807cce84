import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone; the phone shows one question of it and fills in what she has answered. */
export const load: PageServerLoad = () => ({});
