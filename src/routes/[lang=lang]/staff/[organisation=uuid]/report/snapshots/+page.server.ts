import { textOf } from '#lib/accounts/index.server.ts';
import { may } from '#lib/cohorts/index.server.ts';
import {
	freezeReport,
	listEditions,
	listSnapshots,
	LONGEST_NAME,
	makeEdition,
	snapshotCode
} from '#lib/reports/index.server.ts';
import { isPeriod } from '#lib/reports/index.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { db } = event.locals.services;
	const [editions, snapshots] = await Promise.all([
		listEditions(db, at.organisationId),
		listSnapshots(db, at.organisationId)
	]);
	const asked = event.url.searchParams.get('quarter') ?? '';
	return {
		quarters: editions.toReversed(),
		chosen: editions.some(({ period }) => period === asked) ? asked : (editions.at(-1)?.period ?? ''),
		snapshots: snapshots.map((snapshot) => ({ ...snapshot, code: snapshotCode(snapshot) })),
		longest: LONGEST_NAME,
		counted: Number(event.url.searchParams.get('counted')) || undefined,
		mayMake: may(at, 'report.make')
	};
};

export const actions: Actions = {
	freeze: async (event) => {
		const at = await staffHere(event, 'report.make');
		const form = await event.request.formData();
		const typed = { period: textOf(form, 'quarter').slice(0, 10), name: textOf(form, 'name').slice(0, 200) };
		const frozen = await freezeReport(event.locals.services, at, typed);
		if (frozen.ok)
			redirect(303, `/${event.locals.lang}/staff/${at.organisationId}/report/snapshots/${frozen.value.id}`);
		if (frozen.refusal.tag === 'forbidden' || frozen.refusal.tag === 'no_report')
			error(404, 'no such report');
		return fail(400, { freeze: { ...typed, fault: frozen.refusal.tag } });
	},
	/** What came in late, as a new edition. */
	count: async (event) => {
		const at = await staffHere(event, 'report.make');
		const period = textOf(await event.request.formData(), 'quarter');
		if (!isPeriod(period)) error(404, 'no such report');
		const { services, lang } = event.locals;
		const made = await makeEdition(services, { id: at.organisationId, zone: at.zone }, period, at.staffId);
		if (made.ok)
			redirect(
				303,
				`/${lang}/staff/${at.organisationId}/report/snapshots?quarter=${period}&counted=${made.value.edition}`
			);
		if (made.refusal.tag !== 'too_few_changes') error(404, 'no such report');
		return fail(409, { count: { period, threshold: made.refusal.threshold } });
	}
};
