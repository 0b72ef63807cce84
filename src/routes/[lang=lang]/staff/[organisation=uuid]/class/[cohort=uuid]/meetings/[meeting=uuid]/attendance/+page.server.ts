import { textOf } from '#lib/accounts/index.server.ts';
import {
	ATTENDANCE,
	isAhead,
	markAttendance,
	readAttendance,
	readMeeting
} from '#lib/cohorts/index.server.ts';
import { recordStaffEvents } from '#lib/sync/index.server.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../../../../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const { services } = event.locals;
	const { cohort, meeting: id } = event.params;
	const meeting = await readMeeting(services, at, cohort, id);
	if (!meeting) error(404, 'no such page');
	const people = await readAttendance(services, at, cohort, id);
	return {
		meeting,
		ahead: isAhead(services, at, meeting),
		people: people.map(({ eventId: _, ...person }) => person)
	};
};

export const actions: Actions = {
	// One button is one mark: 'here' for everybody without one, or 'here:<learner>'.
	mark: async (event) => {
		const at = await staffHere(event, 'learners.teach');
		const { cohort, meeting } = event.params;
		const [word, learnerId] = textOf(await event.request.formData(), 'mark').split(':', 2);
		const state = ATTENDANCE.find((one) => one === word);
		if (!state) error(400, 'not a form of this page');
		const marked = await markAttendance(
			event.locals.services,
			at,
			{ cohortId: cohort, meetingId: meeting, whom: learnerId ? { learnerId } : 'unmarked', state },
			recordStaffEvents
		);
		if (!marked.ok && marked.refusal.tag === 'not_yet') return fail(409, { ahead: true });
		if (!marked.ok) error(404, 'no such page');
		redirect(303, `${event.url.pathname}${learnerId ? `#l-${learnerId}` : ''}`);
	}
};
