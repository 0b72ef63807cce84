import { afterAll, describe, expect, test } from 'vitest';
import { BASE, HISTORIES, pinned, required } from './pinned.ts';
import { endThreads, report, runSlice, type Slice } from './slice.ts';

const SLICE = 100;
const counts: Record<string, number> = {};
let told = 0;

/** @throws with the whole history in which a promise was not kept */
async function expectKept(seeds: readonly number[]): Promise<void> {
	const slice: Slice = await runSlice(seeds);
	told += seeds.length;
	for (const [what, n] of Object.entries(slice.counts)) counts[what] = (counts[what] ?? 0) + n;
	if (slice.broken) expect.fail(`${slice.faults} of ${seeds.length} histories: ${report(slice.broken)}`);
}

describe('phones and a server on a bad network', { concurrent: true }, () => {
	for (const [seed, was] of pinned) test(`history ${seed} once: ${was}`, () => expectKept([seed]));

	for (let from = 0; from < HISTORIES; from += SLICE)
		test(`histories ${from + 1} to ${from + SLICE} keep every promise`, () =>
			expectKept(Array.from({ length: SLICE }, (_, i) => BASE + from + i)));
});

describe('all histories together', () => {
	test('each fault and each outcome occurred 500 times', ({ skip }) => {
		skip(told < HISTORIES, 'only some histories were run');
		const rare = required.filter((what) => (counts[what] ?? 0) < 500);
		expect(rare.map((what) => `${what}: ${counts[what] ?? 0}`)).toEqual([]);
	});
});

afterAll(async () => {
	await endThreads();
	const lines = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
	console.log(
		[`${told} histories`, ...lines.map(([what, n]) => `${String(n).padStart(8)}  ${what}`)].join('\n')
	);
});
