import { textOf } from '#lib/accounts/index.server.ts';
import { changeMeeting, countMarks, may, readMeetings } from '#lib/cohorts/index.server.ts';
import { comingMeeting, dayIn } from '#lib/cohorts/index.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const { services } = event.locals;
	const { cohort } = event.params;
	const [found, marked] = await Promise.all([
		readMeetings(services, at, cohort),
		countMarks(services, at, cohort)
	]);
	if (!found) error(404, 'no such page');
	const { meetings, lessons } = found;
	return {
		meetings: meetings.map((meeting) => ({ ...meeting, marked: marked.get(meeting.id) ?? 0 })),
		lessons,
		makesCards: may(at, 'learners.manage', cohort),
		next: comingMeeting(meetings, dayIn(at.zone, services.clock()))?.id
	};
};

export const actions: Actions = {
	change: async (event) => {
		const at = await staffHere(event, 'learners.teach');
		const form = await event.request.formData();
		const given = {
			meetingId: textOf(form, 'meeting'),
			heldOn: textOf(form, 'day'),
			taught: textOf(form, 'lesson'),
			cancelled: form.has('cancelled')
		};
		const changed = await changeMeeting(event.locals.services, at, {
			cohortId: event.params.cohort,
			...given
		});
		if (changed.ok) redirect(303, `${event.url.pathname}#w-${given.meetingId}`);
		const { tag } = changed.refusal;
		if (tag === 'day' || tag === 'lesson') return fail(400, { typed: given, fault: tag });
		error(404, 'no such page');
	}
};
