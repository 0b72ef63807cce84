import { readBehind, readFigure, readNames } from '#lib/reports/index.server.ts';
import {
	baseKey,
	indicatorDefinition,
	indicatorName,
	indicatorOf,
	knownName,
	rowName,
	splitKey,
	unitName
} from '#lib/reports/index.ts';
import { may } from '#lib/cohorts/index.server.ts';
import { error, fail } from '@sveltejs/kit';
import { staffHere } from '../../../../staff-here.server.ts';
import { readReportQuery } from '../../report-query.ts';
import type { Actions, PageServerLoad } from './$types';

/** `completed~selling-online` in the address: a slash would be another page. */
const keyOf = (figure: string) => figure.replace('~', '/');

/** R4. One number: what it means, of whom, when it was counted, and all its tables. */
export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { services, lang } = event.locals;
	const asked = readReportQuery(event.url.searchParams);
	const key = keyOf(event.params.figure);
	const definition = indicatorOf(splitKey(key).indicator);
	const read = await readFigure(services, at, key, asked.period);
	if (!read.ok || !definition || (definition.parts === undefined) !== (splitKey(key).part === ''))
		error(404, 'no such number');
	const names = await readNames(services, at.organisationId, lang);
	const { edition, tables } = read.value;
	const base = baseKey(key);
	return {
		key,
		asked,
		edition,
		name: indicatorName(key, names, lang),
		definition: indicatorDefinition(key, names, lang),
		of: base === undefined ? undefined : indicatorName(base, names, lang),
		unit: unitName(definition.unit, lang),
		known: knownName(key, lang)!,
		tables: tables.map(({ table, rows }) => ({
			table,
			rows: Object.entries(rows).map(([row, numbers]) => ({
				row,
				name: table === 'all' ? '' : rowName(table, row, names, lang),
				numbers
			}))
		})),
		mayNames: may(at, 'report.names') && !definition.whole
	};
};

export const actions: Actions = {
	/** Who is behind the number: a look that is written down. */
	names: async (event) => {
		const at = await staffHere(event, 'report.names');
		const { services, lang } = event.locals;
		const { period } = readReportQuery(event.url.searchParams);
		if (period === undefined) return fail(400, {});
		const read = await readBehind(services, at, { period, key: keyOf(event.params.figure) });
		if (!read.ok) error(404, 'no such number');
		const names = await readNames(services, at.organisationId, lang);
		return {
			people: read.value.people.map((person) => ({ ...person, cohort: names.cohort(person.cohortId) })),
			more: read.value.more
		};
	}
};
