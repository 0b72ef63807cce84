import { readComparison, readNames } from '#lib/reports/index.server.ts';
import { indicatorName, rowName, type Group } from '#lib/reports/index.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import type { PageServerLoad } from './$types';
import { readCompareQuery } from './compare-query.ts';

/** R4. Two quarters or two groups beside each other. */
export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { services, lang } = event.locals;
	const read = await readComparison(services, at, readCompareQuery(event.url.searchParams));
	if (!read.ok) error(404, 'no such report');
	const names = await readNames(services, at.organisationId, lang);
	const named = ({ table, row }: Group) => ({
		table,
		row,
		name: table === 'all' || table === 'band' ? '' : rowName(table, row, names, lang)
	});
	const { left, right, groups, lines, ...rest } = read.value;
	return {
		...rest,
		groups: groups.map(named),
		left: { ...left, of: named(left.of) },
		right: { ...right, of: named(right.of) },
		lines: lines.map((line) => ({ ...line, name: indicatorName(line.key, names, lang) }))
	};
};
