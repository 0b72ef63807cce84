/** Which two sides the address of a comparison asks for: a quarter that there is not is not found. */
import { DIMENSIONS, EVERYBODY, type Group, type Who } from '#lib/reports/index.ts';
import { WHO } from '../report-query.ts';

export interface SideAsked {
	period?: string;
	of: Group;
}

/** As a field of the form says it: `district~punjab-multan`; '' for everybody. */
export const groupText = ({ table, row }: Group): string => (table === 'all' ? '' : `${table}~${row}`);

function readGroup(text: string): Group {
	const at = text.indexOf('~');
	const table = DIMENSIONS.find((one) => one === text.slice(0, at));
	return table ? { table, row: text.slice(at + 1) } : EVERYBODY;
}

const sideOf = (period: string | null, of: string | null): SideAsked => ({
	...(period && { period }),
	of: readGroup(of ?? '')
});

export function readCompareQuery(params: URLSearchParams): { left: SideAsked; right: SideAsked; who?: Who } {
	const who = WHO.find((one) => one === params.get('who'));
	return {
		left: sideOf(params.get('quarter'), params.get('of')),
		right: sideOf(params.get('quarter2'), params.get('of2')),
		...(who && { who })
	};
}
