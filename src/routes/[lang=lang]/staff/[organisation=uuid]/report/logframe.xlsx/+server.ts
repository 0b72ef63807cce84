import { SHEET_TYPES } from '#lib/cohorts/index.server.ts';
import { logframeXlsx, readLogframe, readNames } from '#lib/reports/index.server.ts';
import { momentText } from '#lib/ui/date.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import { readReportQuery, spanText } from '../report-query.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { services, lang } = event.locals;
	const read = await readLogframe(services, at, readReportQuery(event.url.searchParams).period);
	if (!read.ok) error(404, 'no such report');
	const { edition } = read.value;
	const names = await readNames(services, at.organisationId, lang);
	const file = await logframeXlsx(read.value, names, lang, {
		edition,
		organisation: at.organisation,
		span: spanText(edition.period, lang),
		counted: momentText(edition.madeAt, lang, at.zone)
	});
	return new Response(new Uint8Array(file), {
		headers: {
			'content-type': SHEET_TYPES.xlsx,
			'content-disposition': `attachment; filename="qadam-logframe-${edition.period}.xlsx"`,
			'cache-control': 'private, no-store'
		}
	});
};
