import { boundsOf, closesAt, periodOf, previousPeriod } from '#lib/reports/index.ts';
import { readNames, readReport, wordsOfReport } from '#lib/reports/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../staff-here.server.ts';
import type { PageServerLoad } from './$types';
import { readReportQuery } from './report-query.ts';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { services, lang } = event.locals;
	const asked = readReportQuery(event.url.searchParams);
	const read = await readReport(services, at, asked);
	if (!read.ok) {
		if (asked.period !== undefined) error(404, 'no such report');
		return { asked, report: undefined, closes: nextClosing(services.clock(), at.zone) };
	}
	const names = await readNames(services, at.organisationId, lang);
	return { asked, report: wordsOfReport(read.value, names, lang), closes: undefined };
};

/** When the next quarter closes: the one before this, as long as its late work is waited for. */
function nextClosing(now: number, zone: string): number {
	const current = periodOf(now, zone);
	const before = previousPeriod(current);
	return closesAt(boundsOf(before, zone).to > 0 && closesAt(before, zone) > now ? before : current, zone);
}
