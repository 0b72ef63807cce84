import { describe, expect, test } from 'vitest';
import { attack, errorOf, type Narrow, type Report } from '../../../../tests/support/reports/attacker.ts';
import {
	corrected,
	countsOf,
	insideOf,
	organisationOf,
	unionsOf,
	type Organisation
} from '../../../../tests/support/reports/organisation.ts';
import { protect } from './protect.ts';
import { roundWith } from './round-cell.server.ts';
import type { Block, Published } from './shapes.ts';

const publish = (
	organisation: Organisation,
	seed: number,
	threshold: number,
	previous: readonly ReadonlyMap<string, Published>[] = []
): Map<string, Published> => {
	const blocks = [...countsOf(organisation)].map(([key, counts]): Block => {
		const [indicator, part] = key.split(' ') as [string, string];
		return { indicator, part, counts: counts as Block['counts'] };
	});
	const { rows, programmeOf } = organisation;
	const round = roundWith(`key ${seed}`);
	return protect(blocks, {
		organisation: 'o',
		period: '2026-Q3',
		threshold,
		round,
		rows,
		programmeOf,
		previous
	});
};

const seenBy = (
	organisation: Organisation,
	numbers: ReadonlyMap<string, Published>,
	threshold: number
): Report => ({
	threshold,
	numbers,
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

describe('R3 whoever owns all tables, knows how they were made and can solve linear models', () => {
	test(
		'cannot know a hidden cell to fewer whole numbers than the threshold',
		{ timeout: 600_000 },
		async () => {
			const narrow: Narrow[] = [];
			const reports: Report[] = [];
			let hidden = 0;
			for (const seed of seeds(14)) {
				const organisation = organisationOf(seed);
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
				const first = organisationOf(seed);
				const second = corrected(first, seed, threshold + (seed % 4) * 10);
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
