/**
 * R3. Means beside published counts. A mean is shown where its count is. But the mean of all, less the means of those that
 * are shown, is the mean of those that are not: so whoever is left over by what is shown is nobody, or as many as the
 * threshold says. It is never told of fewer persons than a published cell has.
 */
import { GENDERS, type Gender } from '../indicators.ts';
import type { Counts, Published } from './shapes.ts';

/** Of one number; half the width of its interval, where it has one. */
export interface Mean {
	mean: number;
	half: number | null;
}

type Means<T> = {
	gender: Record<Gender, T>;
	by: Record<string, Record<string, Record<Gender, T>>>;
};
/** `null`: of nobody. Rows that are not named have none. */
export type TrueMeans = Means<Mean | null>;
/** `null`: not shown. There are none of totals. */
export type ShownMeans = Means<Mean | null>;

export interface MeanRules {
	threshold: number;
	decimals: 0 | 1;
	programmeOf: (cohort: string) => string;
	/**
	 * The last edition of the same quarter, and of how many persons what they add to a cell is another since (row `''` of table
	 * `gender`: the gender column). Where they are fewer than the threshold, its mean is repeated: the difference of two means
	 * is then never one woman's.
	 */
	previous?: { means: ShownMeans; changed: (table: string, row: string, gender: Gender) => number };
}

interface Node {
	table: string;
	row: string;
	persons: number;
	shown: boolean;
	inner: Node[];
}

export function protectMeans(
	means: TrueMeans,
	counts: Counts,
	published: Published,
	rules: MeanRules
): ShownMeans {
	const none = () =>
		Object.fromEntries(GENDERS.map((gender) => [gender, null])) as Record<Gender, Mean | null>;
	const out: ShownMeans = { gender: none(), by: {} };
	for (const [table, rows] of Object.entries(published.by)) {
		out.by[table] = Object.fromEntries(Object.keys(rows).map((row) => [row, none()]));
	}
	for (const gender of GENDERS) {
		if (published.gender[gender] === null) continue;
		const show = (table: string, row: string, mean: Mean | null | undefined) =>
			shownMean(mean, { table, row, gender }, rules);
		out.gender[gender] = show('gender', '', means.gender[gender]);
		for (const table of tablesOf(published)) {
			const root: Node = {
				table: 'gender',
				row: '',
				persons: counts.gender[gender],
				shown: true,
				inner: nodesOf(table, gender, counts, published, rules)
			};
			for (const node of [...root.inner, root]) keepApart(node, rules.threshold);
			for (const node of [...root.inner, ...root.inner.flatMap(({ inner }) => inner)])
				if (node.shown)
					out.by[node.table]![node.row]![gender] = show(
						node.table,
						node.row,
						means.by[node.table]?.[node.row]?.[gender]
					);
		}
	}
	return out;
}

/** Classes stand under their programme. */
const tablesOf = ({ by }: Published): string[] =>
	Object.keys(by).filter((table) => !(table === 'cohort' && by['programme']));

function nodesOf(
	table: string,
	gender: Gender,
	counts: Counts,
	published: Published,
	rules: MeanRules
): Node[] {
	const nodes = (of: string, keep: (row: string) => boolean, inner: (row: string) => Node[]): Node[] =>
		Object.entries(published.by[of] ?? {})
			.filter(([row]) => keep(row))
			.map(([row, cells]) => ({
				table: of,
				row,
				persons: counts.by[of]?.[row]?.[gender] ?? 0,
				shown: cells.gender[gender] !== null,
				inner: inner(row)
			}));
	return nodes(
		table,
		() => true,
		(programme) =>
			table === 'programme'
				? nodes(
						'cohort',
						(row) => rules.programmeOf(row) === programme,
						() => []
					)
				: []
	);
}

/** The largest groups inside that have their mean shown. */
const shownInside = (node: Node): Node[] =>
	node.inner.flatMap((inner) => (inner.shown ? [inner] : shownInside(inner)));

/** Takes means away, the smallest group's first, until whoever has none is nobody or enough. */
function keepApart(node: Node, threshold: number): void {
	if (!node.shown) return;
	for (;;) {
		const inside = shownInside(node);
		const left = inside.reduce((n, { persons }) => n - persons, node.persons);
		if (left === 0 || left >= threshold || !inside.length) return;
		inside.reduce((least, other) => (other.persons < least.persons ? other : least)).shown = false;
	}
}

function shownMean(
	mean: Mean | null | undefined,
	{ table, row, gender }: { table: string; row: string; gender: Gender },
	{ threshold, decimals, previous }: MeanRules
): Mean | null {
	const changed = previous?.changed(table, row, gender) ?? threshold;
	if (previous && changed < threshold)
		return (
			(table === 'gender' ? previous.means.gender[gender] : previous.means.by[table]?.[row]?.[gender]) ?? null
		);
	if (!mean) return null;
	const round = (n: number) => Math.round(n * 10 ** decimals) / 10 ** decimals;
	return { mean: round(mean.mean), half: mean.half === null ? null : round(mean.half) };
}
