import { textOf } from '#lib/accounts/index.server.ts';
import { listViews, removeView, REPORT_VIEWS } from '#lib/cohorts/index.server.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { boundsOf, closesAt, periodOf, previousPeriod } from '#lib/reports/index.ts';
import { readNames, readReport, wordsOfReport, type Report } from '#lib/reports/index.server.ts';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { keepView } from '../../keep-view.server.ts';
import { staffHere } from '../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { readReportQuery, reportQuery, type Asked } from './report-query.ts';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { services, lang } = event.locals;
	const asked = readReportQuery(event.url.searchParams);
	const read = await readReport(services, at, asked);
	if (!read.ok) {
		if (asked.period !== undefined) error(404, 'no such report');
		return { report: undefined, closes: nextClosing(services.clock(), at.zone) };
	}
	const [names, views] = await Promise.all([
		readNames(services, at.organisationId, lang),
		listViews(services, at, REPORT_VIEWS)
	]);
	return {
		report: wordsOfReport(read.value, names, lang),
		views: {
			views,
			newView: uuidv7(services.clock(), services.random),
			asked: reportQuery(toKeep(asked, read.value)).slice(1)
		}
	};
};

/** A view of the newest quarter stays one of the newest. */
const toKeep = ({ period, ...asked }: Asked, { quarters }: Report): Asked =>
	period === undefined || period === quarters[0]?.period ? asked : { ...asked, period };

/** When the next quarter closes: the one before this, as long as its late work is waited for. */
function nextClosing(now: number, zone: string): number {
	const current = periodOf(now, zone);
	const before = previousPeriod(current);
	return closesAt(boundsOf(before, zone).to > 0 && closesAt(before, zone) > now ? before : current, zone);
}

const back = ({ url }: Pick<RequestEvent, 'url'>, query: string) => redirect(303, `${url.pathname}${query}`);

export const actions: Actions = {
	save: async (event) => {
		const at = await staffHere(event, 'report.see');
		const form = await event.request.formData();
		const query = reportQuery(readReportQuery(new URLSearchParams(textOf(form, 'query'))));
		const refused = await keepView(event, at, REPORT_VIEWS, form, query.slice(1));
		if (refused) return refused;
		back(event, query);
	},
	remove: async (event) => {
		const at = await staffHere(event, 'report.see');
		const form = await event.request.formData();
		await removeView(event.locals.services, at, REPORT_VIEWS, textOf(form, 'id'));
		back(event, '');
	}
};
