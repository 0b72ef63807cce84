import { listReports } from '#lib/safety/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../staff-here.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'safety.read');
	const listed = await listReports(event.locals.services, at);
	if (!listed.ok) error(404, 'no such page');
	return { reports: listed.value };
};
