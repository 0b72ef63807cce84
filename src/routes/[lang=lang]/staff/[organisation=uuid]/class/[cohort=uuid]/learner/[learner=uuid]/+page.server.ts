import { findMember, readLearnerStory } from '#lib/cohorts/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../../../staff-here.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'class.see');
	const { cohort, learner: learnerId } = event.params;
	const { services, lang } = event.locals;
	const learner = await findMember(services, at, cohort, learnerId);
	if (!learner) error(404, 'no such page');
	const before = event.url.searchParams.get('before') ?? '';
	const story = await readLearnerStory(services, at, cohort, learner, { lang, before });
	if (!story) error(404, 'no such page');
	return { learner, story, now: services.clock() };
};
