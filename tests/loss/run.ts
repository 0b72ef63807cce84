/**
 * `npm run test:loss`: the built server over HTTP, killed. `--kills N` (200 for each engine), `--seed N`,
 * `--engine sqlite|postgres`. Installs PostgreSQL and strace from Debian where they are missing and it may. Prints the
 * table of docs/reliability.md; ends with `N passed, N failed`.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { needPackages } from '../support/debian.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { kills } from './kills.ts';
import { putBack } from './put-back.ts';
import { engineName, Table, type Engine } from './table.ts';
import { traceSync } from './trace.ts';
import { World } from './world.ts';

const SEED = 20_261_126;
const { values: given } = parseArgs({
	options: {
		kills: { type: 'string', default: '200' },
		seed: { type: 'string', default: String(SEED) },
		engine: { type: 'string' }
	}
});
const table = new Table();

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function lane(engine: Engine): Promise<void> {
	const seed = Number(given.seed) + (engine === 'postgres' ? 1 : 0);
	console.log(`${engineName[engine]}: seed ${seed}`);
	const postgres = engine === 'postgres' ? startPostgres() : undefined;
	const databaseUrl = postgres && { databaseUrl: postgres.url };
	const world = await World.make({ ...databaseUrl, learners: 24, seed });
	try {
		await table.check(engine, 'the disk has it before the answer leaves', () => traceSync(world, postgres));
		await table.check(engine, 'kill -9 under load', async () => {
			const { tally } = world;
			const count = Number(given.kills);
			const said = (line: string) => console.log(`        ${engineName[engine]}: ${line}`);
			const done = await kills(world, { count, seed, ...(postgres && { postgres }), said });
			const who = done.postgres
				? `${done.server} of the server, ${done.postgres} of PostgreSQL`
				: `${done.server} of the server`;
			return (
				`${who} (${done.underWay} with requests under way); ${tally.acknowledged} events acknowledged, 0 lost, ` +
				`0 twice; ${tally.lost} answers lost, ${tally.known} events known when they came again; a rebuild changes 0 rows; ` +
				`start again in ${Math.round(median(world.starts))} ms (median)`
			);
		});
		await table.check(engine, 'an hour-old backup put back', async () => {
			const { cameBack, of } = await putBack(world);
			return `${of} events had been acknowledged, ${cameBack} of them after the backup; all are back`;
		});
	} finally {
		await world.remove();
		postgres?.remove();
	}
}

// What was started is ended also when this is stopped.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

if (given.engine === 'sqlite' || given.engine === 'postgres') await lane(given.engine);
else {
	needPackages([...(existsSync('/usr/lib/postgresql') ? [] : ['postgresql']), 'strace']);
	buildIfNeeded();
	await table.both(import.meta.filename, ['--kills', given.kills, '--seed', given.seed]);
}
table.print({ seed: given.seed, machine: !given.engine });
