import type { Locale } from '#lib/platform/i18n/paraglide/runtime.js';
import { readNames, readReport, wordsOfReport, type Report } from '#lib/reports/index.server.ts';
import {
	baseKey,
	indicatorDefinition,
	indicatorName,
	knownName,
	splitKey,
	type Names
} from '#lib/reports/index.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import { readReportQuery } from '../report-query.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { services, lang } = event.locals;
	const read = await readReport(services, at, readReportQuery(event.url.searchParams));
	if (!read.ok) error(404, 'no such report');
	const names = await readNames(services, at.organisationId, lang);
	return {
		report: wordsOfReport(read.value, names, lang),
		definitions: definitionsOf(read.value, names, lang)
	};
};

/** Paper leads nowhere: what its lines mean stands on it. Courses and badges of one indicator share a definition. */
const definitionsOf = ({ lines }: Report, names: Names, lang: Locale) =>
	[...Map.groupBy(lines, ({ key }) => splitKey(key).indicator).values()].map((of) => {
		const { key } = of[0]!;
		const base = baseKey(key);
		return {
			names: of.map((line) => indicatorName(line.key, names, lang)),
			definition: indicatorDefinition(key, names, lang),
			of: base === undefined ? undefined : indicatorName(base, names, lang),
			known: knownName(key, lang)!
		};
	});
