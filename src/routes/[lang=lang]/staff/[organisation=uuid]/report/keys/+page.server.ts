import { textOf } from '#lib/accounts/index.server.ts';
import {
	endReportKey,
	listReportKeys,
	LONGEST_KEY_NAME,
	makeReportKey,
	REPORT_SCOPES
} from '#lib/reports/index.server.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.make');
	const { services } = event.locals;
	const listed = await listReportKeys(services, at);
	if (!listed.ok) error(404, 'no such page');
	return {
		keys: listed.value,
		scopes: REPORT_SCOPES,
		longest: LONGEST_KEY_NAME,
		address: `${services.env.origin}/api/report/quarters`
	};
};

export const actions: Actions = {
	/** The key stands in this answer and nowhere else. */
	make: async (event) => {
		const at = await staffHere(event, 'report.make');
		const form = await event.request.formData();
		const typed = {
			name: textOf(form, 'name').slice(0, 200),
			scopes: form.getAll('scope').map(String).slice(0, 10)
		};
		const made = await makeReportKey(event.locals.services, at, typed);
		if (made.ok) return { key: made.value.key };
		if (made.refusal.tag === 'forbidden') error(404, 'no such page');
		return fail(400, { ...typed, fault: made.refusal.tag });
	},
	end: async (event) => {
		const at = await staffHere(event, 'report.make');
		await endReportKey(event.locals.services, at, textOf(await event.request.formData(), 'key'));
		redirect(303, `/${event.locals.lang}/staff/${at.organisationId}/report/keys`);
	}
};
