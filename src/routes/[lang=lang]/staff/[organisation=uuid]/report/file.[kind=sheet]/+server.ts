import { SHEET_TYPES } from '#lib/cohorts/index.server.ts';
import type { SheetKind } from '#lib/cohorts/index.server.ts';
import { readNames, readWholeReport, reportCsv, reportXlsx } from '#lib/reports/index.server.ts';
import { momentText } from '#lib/ui/date.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import { readReportQuery, spanText } from '../report-query.ts';
import type { RequestHandler } from './$types';

/** R1. The edition on the screen, with all its tables. */
export const GET: RequestHandler = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { services, lang } = event.locals;
	const read = await readWholeReport(services, at, readReportQuery(event.url.searchParams).period);
	if (!read.ok) error(404, 'no such report');
	const { edition, tables } = read.value;
	const report = {
		edition,
		tables,
		organisation: at.organisation,
		span: spanText(edition.period, lang),
		counted: momentText(edition.madeAt, lang, at.zone)
	};
	const names = await readNames(services, at.organisationId, lang);
	const kind = event.params.kind as SheetKind;
	const file = kind === 'xlsx' ? await reportXlsx(report, names, lang) : reportCsv(report, names, lang);
	return new Response(new Uint8Array(file), {
		headers: {
			'content-type': SHEET_TYPES[kind],
			'content-disposition': `attachment; filename="qadam-report-${edition.period}-${edition.edition}.${kind}"`,
			'cache-control': 'private, no-store'
		}
	});
};
