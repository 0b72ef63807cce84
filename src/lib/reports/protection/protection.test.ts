import { describe, expect, test } from 'vitest';
import { attack, errorOf, type Narrow, type Report } from '../../../../tests/support/reports/attacker.ts';
import {
	corrected,
	countsOf,
	GENDERS,
	insideOf,
	organisationOf,
	unionsOf,
	type Organisation
} from '../../../../tests/support/reports/organisation.ts';
import type { Gender } from '../indicators.ts';
import { protect } from './protect.ts';
import { roundWith } from './round-cell.server.ts';
import type { Block, Published, Shown, ShownByGender } from './shapes.ts';

/** As editions are made: who is of a gender of too few stands with those who did not tell, and a gender of nobody has no column. */
function gathered(organisation: Organisation, threshold: number): Organisation & { genders: Gender[] } {
	const counts = [...countsOf(organisation).values()].filter((count) => typeof count !== 'number');
	const most = (gender: string) => Math.max(...counts.map((count) => count.gender[gender]!));
	const few = GENDERS.filter((gender) => gender !== 'untold' && most(gender) < threshold);
	const people = organisation.people.map((person) => ({
		...person,
		gender: few.includes(person.gender) ? 'untold' : person.gender
	}));
	const genders = GENDERS.filter((gender) => people.some((person) => person.gender === gender));
	return { ...organisation, people, genders: genders as Gender[] };
}

const publish = (
	organisation: Organisation & { genders: Gender[] },
	seed: number,
	threshold: number,
	previous: readonly ReadonlyMap<string, Published>[] = []
): Map<string, Published> => {
	const blocks = [...countsOf(organisation)].map(([key, counts]): Block => {
		const [indicator, part] = key.split(' ') as [string, string];
		return { indicator, part, counts: counts as Block['counts'] };
	});
	const { rows, programmeOf, genders } = organisation;
	const round = roundWith(`key ${seed}`);
	return protect(blocks, {
		organisation: 'o',
		period: '2026-Q3',
		threshold,
		round,
		rows,
		programmeOf,
		genders,
		previous
	});
};

/** What has no column is not secret either: nobody is there, and whoever reads the report knows it. */
const columnsOf = (
	numbers: ReadonlyMap<string, Published>,
	genders: readonly Gender[]
): Report['numbers'] => {
	const row = ({ total, gender }: { total: Shown; gender: ShownByGender }) => ({
		total,
		gender: Object.fromEntries(genders.map((one) => [one, gender[one]]))
	});
	return new Map(
		[...numbers].map(([key, number]) => [
			key,
			{
				...row(number),
				by: Object.fromEntries(
					Object.entries(number.by).map(([table, rows]) => [
						table,
						Object.fromEntries(Object.entries(rows).map(([name, cells]) => [name, row(cells)]))
					])
				)
			}
		])
	);
};

const seenBy = (
	organisation: Organisation & { genders: Gender[] },
	numbers: ReadonlyMap<string, Published>,
	threshold: number
): Report => ({
	threshold,
	numbers: columnsOf(numbers, organisation.genders),
	programmeOf: organisation.programmeOf,
	inside: insideOf(organisation),
	unions: unionsOf(organisation)
});

/** True counts by the names that the attacker gives to cells. */
function truth(organisation: Organisation): Map<string, number> {
	const cells = new Map<string, number>();
	for (const [key, counts] of countsOf(organisation)) {
		if (typeof counts === 'number') {
			cells.set(`${key}/all`, counts);
			continue;
		}
		const put = (path: string, row: Record<string, number>) => {
			for (const [gender, n] of Object.entries(row)) cells.set(`${path}/${gender}`, n);
			cells.set(
				`${path}/all`,
				Object.values(row).reduce((a, b) => a + b, 0)
			);
		};
		put(key, counts.gender);
		for (const [table, rows] of Object.entries(counts.by))
			for (const [row, cell] of Object.entries(rows)) put(`${key}/${table}/${row}`, cell);
	}
	return cells;
}

/** The machine decides how many: `ORGANISATIONS=100` looks at more of them. */
const many = (few: number) => Number(process.env['ORGANISATIONS'] ?? few);
const seeds = (few: number) => Array.from({ length: many(few) }, (_, n) => n + 1);
const thresholdOf = (seed: number) => (seed % 3 ? 10 : 5);

/** What was found, in one sentence: the first cell stands for all. */
const saying = (narrow: readonly Narrow[], hidden: number, reports: readonly Report[]) =>
	`${narrow.length} of ${hidden} hidden cells are known too well, counts being known to ±${Math.max(...reports.map(errorOf))}: ` +
	JSON.stringify(narrow[0]);

describe('R3 what is published', () => {
	/** Cells by the names that {@link truth} gives them. */
	function shownOf(numbers: ReadonlyMap<string, Published>): Map<string, number> {
		const cells = new Map<string, number>();
		const put = (path: string, total: Shown, gender: Partial<ShownByGender>) => {
			for (const [who, n] of Object.entries({ ...gender, all: total }))
				if (n !== null) cells.set(`${path}/${who}`, n);
		};
		for (const [key, { total, gender, by }] of numbers) {
			put(key, total, gender);
			for (const [table, rows] of Object.entries(by))
				for (const [row, cell] of Object.entries(rows))
					put(`${key}/${table}/${row}`, cell.total, cell.gender);
		}
		return cells;
	}
	const reports = seeds(40).map((seed) => {
		const organisation = gathered(organisationOf(seed), thresholdOf(seed));
		return {
			organisation,
			shown: shownOf(publish(organisation, seed, thresholdOf(seed))),
			true: truth(organisation)
		};
	});

	test('is the true count to ±4', () => {
		let most = 0;
		for (const { shown, true: counts } of reports)
			for (const [cell, n] of shown) most = Math.max(most, Math.abs(n - counts.get(cell)!));
		expect(most).toBe(4);
	});

	test('never says of a part that it is more than the whole', () => {
		let pairs = 0;
		const wrong: string[] = [];
		for (const { organisation, shown } of reports) {
			const hold = (small: string, large: string) => {
				const [a, b] = [shown.get(small), shown.get(large)];
				if (a === undefined || b === undefined) return;
				pairs++;
				if (a > b) wrong.push(`${small} ${a}, ${large} ${b}`);
			};
			for (const cell of shown.keys()) {
				const [key, ...path] = cell.split('/') as [string, ...string[]];
				const [who, table, row] = [path.at(-1)!, path[0]!, path[1]!];
				for (const [small, large] of insideOf(organisation))
					if (small === key) hold(cell, [large, ...path].join('/'));
				hold(cell, [key, ...path.slice(0, -1), 'all'].join('/'));
				if (path.length > 1) hold(cell, `${key}/${who}`);
				if (table === 'cohort') hold(cell, `${key}/programme/${organisation.programmeOf(row)}/${who}`);
			}
		}
		expect(wrong).toEqual([]);
		expect(pairs).toBeGreaterThan(5_000);
	});

	test('of one gender alone bears one number, whether she or everybody is asked for', () => {
		let pairs = 0;
		const wrong: string[] = [];
		for (const { organisation, shown } of reports) {
			if (organisation.genders.length > 1) continue;
			for (const [cell, n] of shown) {
				const all = cell.replace(/[^/]+$/, 'all');
				if (cell === all || !shown.has(all)) continue;
				pairs++;
				if (shown.get(all) !== n) wrong.push(`${cell} ${n}, ${all} ${shown.get(all)}`);
			}
		}
		expect(wrong).toEqual([]);
		expect(pairs).toBeGreaterThan(300);
	});
});

describe('R3 whoever owns all tables, knows how they were made and can solve linear models', () => {
	test(
		'cannot know a hidden cell to fewer whole numbers than the threshold',
		{ timeout: 600_000 },
		async () => {
			const narrow: Narrow[] = [];
			const reports: Report[] = [];
			let hidden = 0;
			for (const seed of seeds(14)) {
				const organisation = gathered(organisationOf(seed), thresholdOf(seed));
				const published = publish(organisation, seed, thresholdOf(seed));
				const report = seenBy(organisation, published, thresholdOf(seed));
				const found = await attack([report]);
				reports.push(report);
				hidden += found.hidden;
				narrow.push(...found.narrow.map((cell) => ({ ...cell, organisation: seed })));
			}
			expect(narrow, saying(narrow, hidden, reports)).toEqual([]);
			expect(hidden).toBeGreaterThan(5_000);
		}
	);

	test(
		'nor with a second edition, told of each cell whether it has changed since',
		{ timeout: 600_000 },
		async () => {
			const narrow: Narrow[] = [];
			const reports: Report[] = [];
			let [hidden, told] = [0, 0];
			for (const seed of seeds(6)) {
				const threshold = thresholdOf(seed);
				const made = organisationOf(seed);
				const first = gathered(made, threshold);
				const second = gathered(corrected(made, seed, threshold + (seed % 4) * 10), threshold);
				const one = publish(first, seed, threshold);
				const two = publish(second, seed, threshold, [one]);
				const [was, is] = [truth(first), truth(second)];
				const both = [seenBy(first, one, threshold), seenBy(second, two, threshold)];
				const found = await attack(both, (cell) => was.get(cell) === is.get(cell));
				reports.push(...both);
				hidden += found.hidden;
				told += found.told;
				narrow.push(...found.narrow.map((cell) => ({ ...cell, organisation: seed })));
			}
			expect(narrow, saying(narrow, hidden, reports)).toEqual([]);
			expect(hidden).toBeGreaterThan(5_000);
			// Published once and the same since: that was told, and no later edition can take it back.
			expect(told).toBeGreaterThan(0);
		}
	);
});
