import { may } from '#lib/cohorts/index.server.ts';
import { groupName, readLogframe, readNames, setTargets } from '#lib/reports/index.server.ts';
import { indicatorName } from '#lib/reports/index.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import { readReportQuery } from '../report-query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { services, lang } = event.locals;
	const { searchParams } = event.url;
	const read = await readLogframe(
		services,
		at,
		readReportQuery(searchParams).period,
		searchParams.get('also') ?? undefined
	);
	if (!read.ok) error(404, 'no such report');
	const names = await readNames(services, at.organisationId, lang);
	return {
		...read.value,
		rows: read.value.rows.map((row) => ({
			...row,
			name: indicatorName(row.key, names, lang),
			groupName: groupName(row.group, lang)
		})),
		more: read.value.more.map((key) => ({ key, name: indicatorName(key, names, lang) })),
		saved: searchParams.has('saved'),
		mayMake: may(at, 'report.make')
	};
};

/** More rows than any table has. */
const MOST_ROWS = 500;

export const actions: Actions = {
	default: async (event) => {
		const at = await staffHere(event, 'report.make');
		const form = await event.request.formData();
		const all = (name: string) =>
			form
				.getAll(name)
				.slice(0, MOST_ROWS)
				.map((value) => (typeof value === 'string' ? value.slice(0, 40) : ''));
		const [keys, groups, baselines, targets] = [all('key'), all('group'), all('baseline'), all('target')];
		const typed = keys.map((key, n) => ({
			key,
			group: groups[n] ?? '',
			baseline: baselines[n] ?? '',
			target: targets[n] ?? ''
		}));
		const period = form.get('quarter');
		const quarter = typeof period === 'string' ? period : '';
		const set = await setTargets(event.locals.services, at, quarter, typed);
		if (set.ok)
			redirect(
				303,
				`/${event.locals.lang}/staff/${at.organisationId}/report/logframe?${new URLSearchParams({ quarter, saved: '1' }).toString()}`
			);
		if (set.refusal.tag !== 'numbers') error(404, 'no such report');
		return fail(400, { typed, wrong: set.refusal.wrong });
	}
};
