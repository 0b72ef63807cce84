/**
 * R3. From true counts to what may be read (docs/decisions/025-reports.md). Whoever reads it is taken to own every table of
 * the edition, to know this code and each published count to ±4: a hidden cell may still be at least as many different whole
 * numbers as the threshold says, all next to each other.
 */
import { GENDERS, indicatorOf, type Gender } from '../indicators.ts';
import { cellName } from './cell-name.ts';
import { linksOf, WHOLE_INSIDE, type Links } from './links.ts';
import { raise } from './raise.ts';
import { networkOf, type Arc, type Network, type TableShape } from './table-network.ts';
import {
	BANDS,
	keyOf,
	type Block,
	type ByGender,
	type Counts,
	type Published,
	type PublishedRow,
	type Shown,
	type ShownByGender
} from './shapes.ts';
import { Widener, type Layer } from './widen.ts';

/** Never is a number of fewer persons shown, whatever an organisation sets (M5). */
export const LEAST_THRESHOLD = 5;
/** What rounding leaves open on either side. */
const ERROR = 4;
const FAR = 1 << 30;

export interface Rules {
	organisation: string;
	/** `2026-Q3`. */
	period: string;
	/** Counts below are hidden; hidden cells have room for so many values. */
	threshold: number;
	/** `roundWith` of the installation's key. */
	round: (cellName: string, n: number) => number;
	/**
	 * table → its rows, of which an empty one says nothing new: the caller leaves out what nobody of the organisation belongs
	 * to. The same in every table of the edition. The table {@link BANDS} has the bands of its indicator.
	 */
	rows: Readonly<Record<string, readonly string[]>>;
	/** Where the tables `programme` and `cohort` are both given, they are one: classes add up to their programme. */
	programmeOf: (cohort: string) => string;
	/**
	 * Genders that anybody of the organisation is counted in, in this quarter; of the others there is no number, not even a zero.
	 * All, when left out.
	 */
	genders?: readonly Gender[];
	/** By {@link keyOf}: all editions before of the same quarter. What was hidden in one of them stays hidden. */
	previous?: readonly ReadonlyMap<string, Published>[];
}

interface Standing {
	key: string;
	block: Block & { counts: Counts };
	shown: Record<Gender, boolean>;
	totals: boolean;
	/** The same number in the editions before. */
	before: readonly Published[];
}

/**
 * All numbers of an organisation's quarter at once: what is known of one narrows what is linked to it (links.ts).
 * @returns by {@link keyOf}
 * @throws where counts do not add up, or the threshold is under {@link LEAST_THRESHOLD}: neither is for a person to mend
 */
export function protect(blocks: readonly Block[], rules: Rules): Map<string, Published> {
	for (const steps = protecting(blocks, rules); ;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

/** {@link protect} cell by cell: between two of them a server can answer somebody else. */
export function* protecting(
	blocks: readonly Block[],
	rules: Rules
): Generator<undefined, Map<string, Published>, undefined> {
	if (!Number.isInteger(rules.threshold) || rules.threshold < LEAST_THRESHOLD)
		throw new Error(`A threshold of ${rules.threshold} hides nobody`);
	const links = linksOf(blocks);
	const standings = new Map<string, Standing>();
	for (const block of blocks) {
		if (typeof block.counts === 'number') continue;
		const standing = standingOf({ ...block, counts: block.counts }, rules);
		checkSums(standing.block, rules);
		standings.set(standing.key, standing);
	}
	settle(standings, links, rules);
	const published = new Map<string, Published>();
	for (const family of familiesOf([...standings.values()], links))
		for (let again = true; again;) {
			for (const standing of family) published.set(standing.key, emptyOf(standing, rules));
			again = false;
			for (const table of tablesOf(family, rules)) {
				yield;
				const givenUp = yield* protectTable(table, links, rules, published);
				if (!givenUp) continue;
				giveUp(standings.get(givenUp.key)!, givenUp.gender);
				settle(standings, links, rules);
				again = true;
				break;
			}
		}
	yield* raise(published, links, rules.programmeOf);
	for (const block of blocks)
		if (typeof block.counts === 'number')
			published.set(keyOf(block), wholeOf(block, block.counts, rules, standings, published));
	return published;
}

const sum = (counts: ByGender): number => GENDERS.reduce((n, gender) => n + counts[gender], 0);
const byGender = <T>(of: (gender: Gender) => T): Record<Gender, T> =>
	Object.fromEntries(GENDERS.map((gender) => [gender, of(gender)])) as Record<Gender, T>;

function standingOf(block: Standing['block'], rules: Rules): Standing {
	const key = keyOf(block);
	const before = (rules.previous ?? []).flatMap((edition) => edition.get(key) ?? []);
	const shown = byGender(
		(gender) =>
			block.counts.gender[gender] >= rules.threshold &&
			before.every((edition) => edition.gender[gender] !== null)
	);
	return { key, block, shown, totals: before.every(({ totals }) => totals), before };
}

/**
 * What a number does not show, no number inside it shows, which would say that it is at least so many; nor one that is made of
 * it and others, unless it is itself too few to be told by what is missing. And no total stands beside a gender that is not shown.
 */
function settle(standings: ReadonlyMap<string, Standing>, links: Links, rules: Rules): void {
	const genders = rules.genders ?? GENDERS;
	const hide = (key: string, gender: Gender): boolean => {
		const { shown } = standings.get(key)!;
		const was = shown[gender];
		shown[gender] = false;
		return was;
	};
	const hidden = (key: string, gender: Gender) => !standings.get(key)!.shown[gender];
	const enough = (key: string, gender: Gender) =>
		standings.get(key)!.block.counts.gender[gender] >= rules.threshold;
	for (let again = true; again;) {
		again = false;
		for (const gender of GENDERS) {
			for (const { small, large } of links.inside)
				if (hidden(large, gender) && hide(small, gender)) again = true;
			for (const { any, parts } of links.unions)
				for (const part of parts)
					if (hidden(part, gender) && enough(part, gender) && hide(any, gender)) again = true;
		}
	}
	for (const standing of standings.values())
		standing.totals &&= genders.every((gender) => standing.shown[gender]);
}

/** Where a table cannot be made safe by hiding its cells, all of them, the column itself is narrow: it is not shown at all. */
interface GivenUp {
	key: string;
	gender: Gender | 'all';
}

function giveUp(standing: Standing, gender: Gender | 'all'): void {
	if (gender === 'all') standing.totals = false;
	else standing.shown[gender] = false;
}

function checkSums({ indicator, part, counts }: Standing['block'], rules: Rules): void {
	const wrong = (what: string) => new Error(`${keyOf({ indicator, part })}: ${what}`);
	for (const [table, rows] of Object.entries(counts.by)) {
		const known = new Set(rowsOf(table, indicator, rules));
		for (const row of Object.keys(rows)) if (!known.has(row)) throw wrong(`${table} has no row ${row}`);
		for (const gender of GENDERS)
			if (Object.values(rows).reduce((n, row) => n + row[gender], 0) !== counts.gender[gender])
				throw wrong(`${table} does not add up (${gender})`);
	}
	const { programme, cohort } = counts.by;
	if (!programme || !cohort) return;
	for (const row of rules.rows['programme'] ?? [])
		for (const gender of GENDERS) {
			const classes = Object.entries(cohort).filter(([id]) => rules.programmeOf(id) === row);
			if (classes.reduce((n, [, c]) => n + c[gender], 0) !== (programme[row]?.[gender] ?? 0))
				throw wrong(`classes do not add up to their programme (${gender})`);
		}
}

const rowsOf = (table: string, indicator: string, rules: Rules): readonly string[] =>
	table === BANDS ? (indicatorOf(indicator)?.bands ?? []) : (rules.rows[table] ?? []);

/** Where one gender alone has a column, it and everybody are the same people, by one name: two would narrow the one count. */
const nameOf = (
	{ organisation, period, genders }: Rules,
	{ indicator, part }: Pick<Block, 'indicator' | 'part'>,
	table: string,
	row: string,
	gender: Gender | 'all'
) => {
	const who = gender === 'all' && genders?.length === 1 ? genders[0]! : gender;
	return cellName(organisation, period, indicator, part, table, row, who);
};

/** The gender column is filled in, and rows stand ready. */
function emptyOf({ block, shown, totals }: Standing, rules: Rules): Published {
	const { counts, indicator } = block;
	const round = (gender: Gender | 'all', n: number) =>
		rules.round(nameOf(rules, block, 'gender', '', gender), n);
	const by: Published['by'] = {};
	for (const table of Object.keys(counts.by)) {
		const rows: Record<string, PublishedRow> = {};
		for (const row of rowsOf(table, indicator, rules))
			rows[row] = { total: null, gender: byGender<Shown>(() => null) };
		by[table] = rows;
	}
	return {
		total: totals ? round('all', sum(counts.gender)) : null,
		gender: byGender((gender) => (shown[gender] ? round(gender, counts.gender[gender]) : null)),
		totals,
		by
	};
}

/** Numbers that are linked with each other, over however many others. */
function familiesOf(standings: readonly Standing[], links: Links): Standing[][] {
	const family = new Map(standings.map((standing) => [standing.key, [standing]]));
	for (const { small, large } of links.inside) {
		const [a, b] = [family.get(small), family.get(large)];
		if (!a || !b || a === b) continue;
		a.push(...b);
		for (const { key } of b) family.set(key, a);
	}
	return [...new Set(family.values())];
}

interface FamilyTable {
	shape: TableShape;
	network: Network;
	members: readonly Standing[];
}

/** Each table once, with all of the family that have it. Bands are an indicator's own. */
function tablesOf(family: readonly Standing[], rules: Rules): FamilyTable[] {
	const tables = new Map<string, { shape: TableShape; members: Standing[] }>();
	const put = (name: string, shape: TableShape, member: Standing) => {
		const table = tables.get(name) ?? { shape, members: [] };
		table.members.push(member);
		tables.set(name, table);
	};
	for (const member of family) {
		const { by } = member.block.counts;
		const nested = by['programme'] && by['cohort'];
		for (const table of Object.keys(by)) {
			const rows = rowsOf(table, member.block.indicator, rules);
			if (table === 'cohort' && nested) continue;
			if (table === 'programme' && nested) {
				const inner = { table: 'cohort', rows: rules.rows['cohort'] ?? [], outerOf: rules.programmeOf };
				put(table, { table, rows, inner }, member);
			} else put(table === BANDS ? `${table} ${member.key}` : table, { table, rows }, member);
		}
	}
	return [...tables.values()].map((table) => ({ ...table, network: networkOf(table.shape, rules.genders) }));
}

/**
 * The name by which an arc is rounded. A row that is alone in its table is the gender column, and a class alone in its
 * programme is the programme: rounded by two names, one number would be known better than to ±4.
 */
function namedAs({ table, rows, inner }: TableShape, arc: Arc): [table: string, row: string] {
	let at: [string, string] = [arc.table, arc.row];
	if (inner && arc.table === inner.table) {
		const outer = inner.outerOf(arc.row);
		if (inner.rows.filter((row) => inner.outerOf(row) === outer).length > 1) return at;
		at = [table, outer];
	}
	return rows.length > 1 ? at : ['gender', ''];
}

const countAt = ({ counts }: Standing['block'], { table, row, gender }: Arc): number => {
	const cells = counts.by[table]?.[row];
	return cells ? (gender === 'all' ? sum(cells) : cells[gender]) : 0;
};

/** A woman's number is given up after a man's of three times its size; a total before any of them. */
const costOf = (arc: Arc, n: number): number =>
	arc.gender === 'all' ? (n + 1) / 4 : arc.gender === 'woman' ? 3 * (n + 1) : n + 1;

interface Standings {
	layers: Layer[];
	/** What each arc would be published as. */
	numbers: Int32Array[];
}

function layersOf({ shape, network, members }: FamilyTable, links: Links, rules: Rules): Standings {
	const names = network.arcs.map((arc) => namedAs(shape, arc));
	const numbers: Int32Array[] = [];
	const layers = members.map(({ block, shown, totals, before, key }): Layer => {
		const x = Int32Array.from(network.arcs, (arc) => countAt(block, arc));
		const number = Int32Array.from(network.arcs, (arc, e) =>
			rules.round(nameOf(rules, block, ...names[e]!, arc.gender), x[e]!)
		);
		numbers.push(number);
		const was = network.arcs.map(({ table, row, gender }) =>
			before.flatMap((edition): Shown[] => {
				const there = edition.by[table]?.[row];
				return there ? [gender === 'all' ? there.total : there.gender[gender]] : [];
			})
		);
		/** It may be what it was, for all that is known: then whoever reads all editions may suppose that it is. */
		const same = (e: number): number[] =>
			was[e]!.filter((n): n is number => n !== null && Math.abs(n - x[e]!) <= ERROR);
		return {
			x,
			hidden: Uint8Array.from(network.arcs, ({ gender }, e) =>
				Number(
					x[e]! < rules.threshold || was[e]!.includes(null) || !(gender === 'all' ? totals : shown[gender])
				)
			),
			low: number.map((n) => Math.max(rules.threshold, n - ERROR)),
			high: number.map((n) => n + ERROR),
			wasLow: x.map((_, e) => Math.max(0, ...same(e).map((n) => n - ERROR))),
			wasHigh: x.map((_, e) => Math.min(FAR, ...same(e).map((n) => n + ERROR))),
			cost: Float64Array.from(network.arcs, (arc, e) => costOf(arc, x[e]!)),
			free: !totals && before.every((edition) => !edition.totals),
			heirs: links.shares.flatMap(({ small, large }) => {
				const heir = large === key ? members.findIndex((member) => member.key === small) : -1;
				return heir < 0 ? [] : [heir];
			})
		};
	});
	layers.forEach((layer, m) => layer.hidden.forEach((h, e) => h && inherit(layers, m, e)));
	return { layers, numbers };
}

function inherit(layers: readonly Layer[], m: number, e: number): void {
	for (const heir of layers[m]!.heirs) {
		layers[heir]!.hidden[e] = 1;
		inherit(layers, heir, e);
	}
}

function* protectTable(
	table: FamilyTable,
	links: Links,
	rules: Rules,
	published: Map<string, Published>
): Generator<undefined, GivenUp | undefined, undefined> {
	const { network, members } = table;
	const { layers, numbers } = layersOf(table, links, rules);
	const at = (key: string) => members.findIndex((member) => member.key === key);
	const widener = new Widener(network, layers, {
		inside: links.inside
			.map(({ small, large }) => ({ small: at(small), large: at(large) }))
			.filter(({ small, large }) => small >= 0 && large >= 0),
		unions: links.unions
			.map(({ any, parts }) => ({ any: at(any), parts: parts.map(at) }))
			.filter(({ any, parts }) => any >= 0 && parts.every((part) => part >= 0))
	});
	const givenUp = yield* hideComplements(table, widener, rules.threshold);
	if (givenUp) return givenUp;
	layers.forEach((layer, m) => {
		const number = published.get(members[m]!.key)!;
		network.arcs.forEach(({ table: name, row, gender }, e) => {
			if (layer.hidden[e]) return;
			const cells = number.by[name]![row]!;
			if (gender === 'all') cells.total = numbers[m]![e]!;
			else cells.gender[gender] = numbers[m]![e]!;
		});
	});
	return undefined;
}

/** Every hidden cell gets room, and what is hidden for it too. */
function* hideComplements(
	{ network, members }: FamilyTable,
	widener: Widener,
	threshold: number
): Generator<undefined, GivenUp | undefined, undefined> {
	/** A gender that is nowhere shown has no column to be narrowed by, and a total that is nowhere shown is no secret. */
	const counts = (m: number, e: number) => {
		const { gender } = network.arcs[e]!;
		return gender === 'all' ? members[m]!.totals : members[m]!.shown[gender];
	};
	const queue: [number, number][] = [];
	for (const [m, layer] of widener.layers.entries())
		network.arcs.forEach((_, e) => layer.hidden[e] && counts(m, e) && queue.push([m, e]));
	for (let next = queue.shift(); next; next = queue.shift()) {
		yield;
		const [m, e] = next;
		// What was small may have been anything under the threshold: to know that it was small then tells nothing more.
		let wish = { down: 0, up: 0, width: threshold };
		const x = widener.layers[m]!.x[e]!;
		if (x < threshold) wish = { down: x, up: threshold - 1 - x, width: threshold };
		while (!widener.has(m, e, wish)) {
			const give = widener.cheapest(m, e, wish);
			if (give.length) {
				for (const { arc, layers } of give)
					for (const layer of layers)
						for (const also of widener.hide(layer, arc)) if (counts(also, arc)) queue.push([also, arc]);
			} else if (wish.down + wish.up) wish = { down: 0, up: 0, width: threshold };
			else if (widener.supposing) widener.supposing = false;
			else return { key: members[m]!.key, gender: network.arcs[e]!.gender };
		}
		widener.supposing = true;
	}
	return undefined;
}

function wholeOf(
	block: Block,
	n: number,
	rules: Rules,
	standings: ReadonlyMap<string, Standing>,
	published: ReadonlyMap<string, Published>
): Published {
	const larger = WHOLE_INSIDE.get(block.indicator);
	const key = larger === undefined ? undefined : keyOf({ indicator: larger, part: '' });
	const of = key === undefined ? undefined : standings.get(key);
	const most = of ? GENDERS.reduce((m, g) => m + (of.shown[g] ? of.block.counts.gender[g] : 0), 0) : Infinity;
	// More than all who are shown: the number would say that somebody is among those who are not.
	const hidden =
		n < rules.threshold ||
		n > most ||
		(rules.previous ?? []).some((edition) => edition.get(keyOf(block))?.total === null);
	// As in raise.ts, the other way round: no week has more people than the whole quarter.
	const whole = published.get(key ?? '')?.total ?? Infinity;
	return {
		total: hidden ? null : Math.min(whole, rules.round(nameOf(rules, block, 'whole', '', 'all'), n)),
		gender: byGender<Shown>(() => null) satisfies ShownByGender,
		totals: !hidden,
		by: {}
	};
}
