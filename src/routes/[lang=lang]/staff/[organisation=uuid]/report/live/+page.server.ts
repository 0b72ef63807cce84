import { readLive, readNames } from '#lib/reports/index.server.ts';
import { indicatorName } from '#lib/reports/index.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import type { PageServerLoad } from './$types';

/** R3. What is not protected: only for whoever may open names, and each look is written down. */
export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.names');
	const { services, lang } = event.locals;
	const live = await readLive(services, at);
	if (!live.ok) error(404, 'no such page');
	const names = await readNames(services, at.organisationId, lang);
	return {
		quarters: live.value.quarters.map((quarter) => ({
			...quarter,
			lines: quarter.lines.map((line) => ({ ...line, name: indicatorName(line.key, names, lang) }))
		})),
		countedUntil: live.value.countedUntil
	};
};
