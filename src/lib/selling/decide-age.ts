import type { AboutMe } from '../accounts/index.ts';

/** M11. Nobody is refused for silence: without an answer she counts as grown up. */
export const saysUnder18 = (latest: { told: AboutMe } | undefined): boolean =>
	latest?.told.age === 'under_18';
