import { readAudit } from '#lib/cohorts/index.server.ts';
import { isUuid } from '#lib/platform/ids.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../staff-here.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'audit.read');
	const before = event.url.searchParams.get('before') ?? '';
	const read = await readAudit(event.locals.services, at, isUuid(before) ? before : undefined);
	if (!read.ok) error(404, 'no such page');
	return { ...read.value, older: isUuid(before) };
};
