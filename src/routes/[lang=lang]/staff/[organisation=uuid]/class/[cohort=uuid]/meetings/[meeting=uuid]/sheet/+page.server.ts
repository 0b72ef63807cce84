import { readAttendance, readMeeting } from '#lib/cohorts/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../../../../staff-here.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const { services } = event.locals;
	const { cohort, meeting: id } = event.params;
	const meeting = await readMeeting(services, at, cohort, id);
	if (!meeting) error(404, 'no such page');
	const people = await readAttendance(services, at, cohort, id);
	return { meeting, people: people.map(({ name, keeps }) => ({ name, keeps })) };
};
