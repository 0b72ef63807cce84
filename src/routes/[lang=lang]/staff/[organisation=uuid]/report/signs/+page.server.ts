import { may } from '#lib/cohorts/index.server.ts';
import { readSigns } from '#lib/reports/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import type { PageServerLoad } from './$types';

/** R3. How many there are, for whoever reads reports; who they are, for whoever may open names, and that is written down. */
export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.see');
	const read = await readSigns(event.locals.services, at);
	if (!read.ok) error(404, 'no such page');
	const { buyers, devices, names } = read.value;
	const named = may(at, 'report.names');
	const of = (ids: readonly string[]) => ({
		people: ids.length,
		...(named && { names: ids.map((id) => names.get(id) ?? '') })
	});
	return {
		named,
		buyers: buyers.map(({ shops }) => of(shops)),
		devices: devices.map(({ learners, at: when }) => ({ ...of(learners), at: when }))
	};
};
