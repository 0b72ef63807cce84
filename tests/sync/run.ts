/**
 * `npm run test:simulation`: the pinned histories and 10,000 more, the same each time.
 * `-- --random` runs new ones until it is stopped or for `--minutes N`, `-- --seed N` tells one history.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { endThreads, report, runSlice } from './slice.ts';
import { runHistory } from './history.ts';
import { buildStage } from './stage.ts';

const { values } = parseArgs({
	options: {
		random: { type: 'boolean' },
		seed: { type: 'string' },
		minutes: { type: 'string', default: '5' }
	}
});

if (values.seed !== undefined) {
	buildStage();
	const result = await runHistory(Number(values.seed), true);
	console.log(
		result.broken === undefined ? `${result.trace!.join('\n')}\n\nEvery promise was kept.` : report(result)
	);
	process.exitCode = result.broken === undefined ? 0 : 1;
} else if (values.random) {
	const base = randomInt(2 ** 31);
	console.log(`Random histories from seed ${base} on, for ${values.minutes} minutes`);
	const until = Date.now() + Number(values.minutes) * 60_000;
	let from = base;
	/** Two at once, each in its own thread. */
	const lane = async (): Promise<void> => {
		while (Date.now() < until && !process.exitCode) {
			const seeds = Array.from({ length: 200 }, () => from++);
			const { broken } = await runSlice(seeds);
			if (!broken || process.exitCode) continue;
			console.log(report(broken));
			process.exitCode = 1;
		}
	};
	await Promise.all([lane(), lane()]);
	await endThreads();
	console.log(`${from - base} histories`);
} else {
	const { status } = spawnSync(
		'vitest',
		['run', '--config', 'tests/vitest.config.ts', '--project', 'simulation'],
		{ stdio: 'inherit' }
	);
	process.exitCode = status ?? 1;
}
