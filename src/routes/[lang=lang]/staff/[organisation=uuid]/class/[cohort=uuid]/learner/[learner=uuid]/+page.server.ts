import { findMember, readLearnerStory } from '#lib/cohorts/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { contact, message, reveal } from './contact-acts.server.ts';
import { followup } from './follow-up-acts.server.ts';
import { note, unnote } from './note-acts.server.ts';
import { readActs } from './read-acts.server.ts';
import { answer, grant, late, unlock } from './work-acts.server.ts';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'class.see');
	const { cohort, learner: learnerId } = event.params;
	const { services, lang } = event.locals;
	const learner = await findMember(services, at, cohort, learnerId);
	if (!learner) error(404, 'no such page');
	const before = event.url.searchParams.get('before') ?? '';
	const story = await readLearnerStory(services, at, cohort, learner, { lang, before });
	if (!story) error(404, 'no such page');
	event.setHeaders({ 'cache-control': 'private, no-store' });
	return {
		learner,
		story,
		now: services.clock(),
		acts: await readActs(services, at, cohort, learner, lang),
		done: event.url.searchParams.get('done')
	};
};

export const actions: Actions = {
	answer: (event) => answer(event),
	contact: (event) => contact(event),
	followup: (event) => followup(event),
	grant: (event) => grant(event),
	late: (event) => late(event),
	message: (event) => message(event),
	note: (event) => note(event),
	reveal: (event) => reveal(event),
	unlock: (event) => unlock(event),
	unnote: (event) => unnote(event)
};
