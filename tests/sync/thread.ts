import { parentPort } from 'node:worker_threads';
import { runHistory } from './history.ts';
import type { Slice } from './slice.ts';
import { buildStage } from './stage.ts';

async function run(seeds: readonly number[]): Promise<Slice> {
	const slice: Slice = { counts: {}, faults: 0 };
	for (const seed of seeds) {
		const { counts, broken } = await runHistory(seed);
		for (const [what, n] of Object.entries(counts)) slice.counts[what] = (slice.counts[what] ?? 0) + n;
		if (broken === undefined) continue;
		slice.faults++;
		// Told once more, in words.
		slice.broken ??= await runHistory(seed, true);
	}
	return slice;
}

buildStage();
parentPort!.on('message', (seeds: number[]) => {
	void run(seeds).then((slice) => parentPort!.postMessage(slice));
});
