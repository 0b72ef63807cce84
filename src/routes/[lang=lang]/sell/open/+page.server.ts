import { redirect } from '@sveltejs/kit';
import { readOpening } from '#lib/selling/index.server.ts';
import { openSteps } from '#lib/selling/index.ts';
import { joinedLearner, provenLearner } from '../seller.ts';
import { stopWord, wayOut } from './opening.ts';
import type { PageServerLoad } from './$types';

/** Where opening a shop begins, or goes on: what stands already, and what comes next. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const { services, lang } = locals;
	const read = await readOpening(services.db, joinedLearner(locals), lang);
	if (!read.ok) {
		const to = wayOut(read.stop, lang);
		if (to !== url.pathname) redirect(303, to);
		return { stop: stopWord(read.stop) };
	}
	provenLearner(locals, url);
	const { values, asked, missing, next, seed } = read.opening;
	return {
		stop: null,
		name: values.name.name ?? '',
		begun: asked.length > 0,
		ready: missing.length === 0,
		next,
		seed,
		count: openSteps.length
	};
};
