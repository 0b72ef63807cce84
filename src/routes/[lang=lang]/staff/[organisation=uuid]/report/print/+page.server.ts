import { readNames, readReport, wordsOfReport } from '#lib/reports/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import { readReportQuery } from '../report-query.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { services, lang } = event.locals;
	const read = await readReport(services, at, readReportQuery(event.url.searchParams));
	if (!read.ok) error(404, 'no such report');
	return {
		report: wordsOfReport(read.value, await readNames(services, at.organisationId, lang), lang)
	};
};
