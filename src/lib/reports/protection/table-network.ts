/**
 * A table as a network, in which its counts are a flow. One unit is a person on her way from her gender to the grand total:
 *
 *     gender ──cell──▶ row ──total of the row──▶ all
 *     gender ──cell of a programme──▶ ∙ ──cell of a class──▶ class ──its total──▶ programme ──its total──▶ all
 *
 * What flows into an inner node flows out of it, which says just what has to add up: a class's genders make its total, the
 * classes of a programme make the programme, for each gender and for the totals. Gender nodes send a fixed number, the gender
 * column. So any two ways to fill the table differ by closed walks, and since every count is whole, by walks of one person
 * each (total unimodularity): how far a cell may go is found by pushing, not by solving.
 */
import { GENDERS, type Gender } from '../indicators.ts';

export interface Arc {
	from: number;
	to: number;
	/** The table and row where its number is published. */
	table: string;
	row: string;
	/** `all`: a total. */
	gender: Gender | 'all';
	/** Bound by links: a cell that no others of this network add up to. */
	leaf: boolean;
}

export interface Network {
	arcs: readonly Arc[];
	nodes: number;
	/** Of each node, the arcs that touch it. */
	touching: readonly (readonly number[])[];
	/** Of each arc, those that leave the same node: the other rows of its column, or the other classes of its programme. */
	beside: readonly (readonly number[])[];
}

/** Persons are summed along these: rows of a table, or classes in programmes. */
export interface TableShape {
	table: string;
	rows: readonly string[];
	/** Rows of a second table, each inside one row of the first. */
	inner?: { table: string; rows: readonly string[]; outerOf: (row: string) => string };
}

/** @param genders those that have a column: of the others nobody is there, and everybody knows it */
export function networkOf({ table, rows, inner }: TableShape, genders: readonly Gender[] = GENDERS): Network {
	const arcs: Arc[] = [];
	let nodes = genders.length + 1;
	const all = genders.length;
	for (const row of rows) {
		const outer = nodes++;
		const inners = inner ? inner.rows.filter((r) => inner.outerOf(r) === row) : [];
		arcs.push({ from: outer, to: all, table, row, gender: 'all', leaf: false });
		const entrance = genders.map((gender, from) => {
			const to = inner ? nodes++ : outer;
			arcs.push({ from, to, table, row, gender, leaf: !inner });
			return to;
		});
		for (const r of inners) {
			const node = nodes++;
			arcs.push({ from: node, to: outer, table: inner!.table, row: r, gender: 'all', leaf: false });
			genders.forEach((gender, n) =>
				arcs.push({ from: entrance[n]!, to: node, table: inner!.table, row: r, gender, leaf: true })
			);
		}
	}
	const touching: number[][] = Array.from({ length: nodes }, () => []);
	arcs.forEach(({ from, to }, n) => {
		touching[from]!.push(n);
		touching[to]!.push(n);
	});
	const leaving: number[][] = Array.from({ length: nodes }, () => []);
	arcs.forEach(({ from }, n) => leaving[from]!.push(n));
	return { arcs, nodes, touching, beside: arcs.map(({ from }) => leaving[from]!) };
}
