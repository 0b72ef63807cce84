import { describe, expect, test } from 'vitest';
import { attack, type Report } from '../../../../tests/support/reports/attacker.ts';
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

const FROM = Number(process.env.FROM ?? 1);
const TO = Number(process.env.TO ?? 12);

describe('R3', () => {
	test('one', { timeout: 900_000 }, async () => {
		let [hidden, solved] = [0, 0];
		const narrow: unknown[] = [];
		for (let seed = FROM; seed <= TO; seed++) {
			const threshold = seed % 3 ? 10 : 5;
			const organisation = organisationOf(seed);
			const published = publish(organisation, seed, threshold);
			const found = await attack([seenBy(organisation, published, threshold)]);
			hidden += found.hidden;
			solved += found.solved;
			narrow.push(...found.narrow.map((cell) => ({ seed, threshold, ...cell })));
		}
		console.log({ hidden, solved, narrow: narrow.length });
		expect(narrow.slice(0, 20)).toEqual([]);
	});
	test('two', { timeout: 900_000 }, async () => {
		let [hidden, solved] = [0, 0];
		const narrow: unknown[] = [];
		for (let seed = FROM; seed <= TO; seed++) {
			const threshold = seed % 3 ? 10 : 5;
			const first = organisationOf(seed);
			const second = corrected(first, seed, threshold + (seed % 4) * 10);
			const one = publish(first, seed, threshold);
			const two = publish(second, seed, threshold, [one]);
			const [was, is] = [truth(first), truth(second)];
			const found = await attack(
				[seenBy(first, one, threshold), seenBy(second, two, threshold)],
				(cell) => was.get(cell) === is.get(cell)
			);
			hidden += found.hidden;
			solved += found.solved;
			narrow.push(
				...found.narrow.map((cell) => ({
					seed,
					threshold,
					was: was.get(cell.cell.slice(2)),
					is: is.get(cell.cell.slice(2)),
					...cell
				}))
			);
		}
		console.log({ hidden, solved, narrow: narrow.length });
		expect(narrow.slice(0, 40)).toEqual([]);
	});
});
