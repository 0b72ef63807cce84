/**
 * `npm run test:many`: four processes of the built server on one PostgreSQL and one data folder, behind nginx with
 * docs/deploy/nginx.conf, and phones. `--processes N`, `--phones N`, `--seconds N` of load before each disturbance, `--rounds N` of kills and
 * rolling restarts, `--seed N`. Prints the rows of docs/reliability.md; ends with `N passed, N failed`.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { eventually, pause, World } from '../loss/world.ts';
import { newChecks } from '../support/checks.ts';
import { needPackages } from '../support/debian.ts';
import { inOneMinute } from '../support/in-one-minute.ts';
import { startNginx } from '../support/nginx.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { send } from '../support/raw.ts';
import { scratchInMemory } from '../support/scratch.ts';
import { freePort } from '../support/server.ts';
import { Member } from './fleet.ts';
import { jobsOnce } from './jobs.ts';
import { stopsInOrder } from './stop.ts';
import { startVisitors } from './visitors.ts';

const { values: given } = parseArgs({
	options: {
		processes: { type: 'string', default: '4' },
		phones: { type: 'string', default: '12' },
		seconds: { type: 'string', default: '2' },
		rounds: { type: 'string', default: '1' },
		seed: { type: 'string', default: '20261129' }
	}
});
const rounds = Number(given.rounds);
const began = Date.now();

scratchInMemory();
needPackages([...(existsSync('/usr/lib/postgresql') ? [] : ['postgresql']), 'nginx-light', 'openssl']);
buildIfNeeded();
const { check, rows, end } = newChecks();

const postgres = startPostgres();
const secure = await freePort();
const world = await World.empty({ databaseUrl: postgres.url, origin: `https://localhost:${secure}` });
const ports = await Promise.all(Array.from({ length: Number(given.processes) }, freePort));
const members = ports.map((port) => new Member(world, port));
const last = members.at(-1)!;
const nginx = await startNginx(ports, secure);
const { tally } = world;

interface Load {
	acknowledged: number;
	refused: number;
	lost: number;
	visits: number;
	failed: string[];
}

/** Phones and visitors work while something is done to the servers; then the log is held against the phones. */
async function underLoad(work: () => Promise<void>): Promise<Load> {
	const refusals = () => [...tally.refused.values()].reduce((sum, n) => sum + n, 0);
	const before = { acknowledged: tally.acknowledged, refused: refusals(), lost: tally.lost };
	const phones = world.underLoad();
	const visitors = startVisitors(nginx.url, 3);
	await pause(Number(given.seconds) * 1000);
	await work();
	const { answers, failed } = await visitors.stop();
	await phones.stop();
	await world.verify();
	return {
		acknowledged: tally.acknowledged - before.acknowledged,
		refused: refusals() - before.refused,
		lost: tally.lost - before.lost,
		visits: answers,
		failed
	};
}

const nobodyNoticed = ({ acknowledged, refused, lost, visits, failed }: Load): string => {
	assert(acknowledged > 0 && visits > 0, 'there was no load');
	assert.deepEqual([refused, lost, failed], [0, 0, []], 'requests failed');
	return `${acknowledged} events acknowledged, 0 lost, 0 twice; ${visits} other requests; 0 failed`;
};

/** Nginx sends it requests again; before that the next one may not go (the pause of qadam.service). */
const lookedAt = ({ port }: Member) => {
	const before = nginx.log().length;
	return eventually(`nginx looks at ${port} again`, () =>
		nginx.log().slice(before).includes(`127.0.0.1:${port} 200`)
	);
};

/** A migration that this version does not know, as a newer one would have run it. */
const migrateBy = (name: string, statements: string[]) =>
	world.look(({ allLearners }) =>
		allLearners.transaction().execute(async (tx) => {
			for (const statement of statements) await sql.raw(statement).execute(tx);
			await sql`insert into kysely_migration (name, timestamp) values (${name}, ${new Date().toISOString()})`.execute(
				tx
			);
		})
	);

try {
	await check(`${ports.length} processes start at once where nothing is`, async () => {
		const took = await Promise.all(members.map((member) => member.start()));
		const documents = await Promise.all(
			members.map(({ url }) =>
				send(url, { path: '/.well-known/did.json', headers: { 'x-forwarded-for': '127.0.0.1' } })
			)
		);
		const [first] = documents;
		assert.equal(first!.status, 200);
		for (const { text } of documents) assert.equal(text, first!.text, 'they sign with different keys');
		assert.match(readFileSync(join(world.env.dataDir, 'master.key'), 'utf8'), /^[0-9a-f]{64}\n$/);
		return `${Math.round(Math.max(...took))} ms`;
	});
	await world.people(Number(given.phones), Number(given.seed));
	for (const phone of world.phones) phone.patient = true;

	await check('phones and visitors through nginx', async () => {
		const told = nobodyNoticed(await underLoad(async () => {}));
		const log = nginx.log();
		for (const port of ports) assert(log.includes(`127.0.0.1:${port} 200`), `${port} had nothing to do`);
		return told;
	});

	await check('kill -9 of one process under load', async () => {
		const load = await underLoad(async () => {
			for (let n = 0; n < rounds; n++) {
				const member = members[n % members.length]!;
				await member.end('SIGKILL');
				await member.start();
			}
		});
		const { acknowledged, visits, failed } = load;
		// A form that was under way is nobody's to send again; pages and sync are asked anew by nginx.
		assert.deepEqual(
			failed.filter((what) => !what.startsWith('/api/verify')),
			[]
		);
		return (
			`${rounds} kills; ${acknowledged} events acknowledged, 0 lost, 0 twice; ${load.refused + load.lost} answers to phones ` +
			`and ${failed.length} posts of ${visits} other requests lost`
		);
	});

	await check('an expanding migration while older processes serve', async () =>
		nobodyNoticed(
			await underLoad(async () => {
				await migrateBy('900-made-up', [
					'create table made_up (learner_id text not null, primary key (learner_id))',
					'alter table event add column made_up bigint',
					"alter table device_head add column made_up text not null default ''",
					'create index made_up_event on event (learner_id, made_up)'
				]);
				await pause(Number(given.seconds) * 500);
			})
		)
	);

	await check('a rolling restart under load, of a version older than the database', async () => {
		const stops: number[] = [];
		const told = nobodyNoticed(
			await underLoad(async () => {
				for (let n = 0; n < rounds; n++)
					for (const member of members) {
						const at = performance.now();
						assert.equal(await member.end('SIGTERM'), 0, 'it did not end in order');
						stops.push(performance.now() - at);
						await member.start({ DRAIN_SECONDS: member === last ? '3' : '0' });
						await lookedAt(member);
					}
			})
		);
		assert.match(world.output, /of a newer version, which only added to it.*900-made-up/);
		return `${stops.length} restarts; ${told}; a stop took ${Math.round(stops.toSorted((a, b) => a - b)[stops.length >> 1]!)} ms (median)`;
	});

	await check('a process that is told to stop answers who has begun, and drains', () => stopsInOrder(last));

	await check(
		'a version whose database was narrowed says so and does not start; the others go on',
		async () => {
			await migrateBy('901-made-up-contract', []);
			await assert.rejects(
				last.start(),
				/ended with 1:\nThe database belongs to a newer version of Qadam: 901-/
			);
			await world.look(({ allLearners }) =>
				sql`delete from kysely_migration where name = '901-made-up-contract'`.execute(allLearners)
			);
			await last.start();
		}
	);

	await check('the wait after wrong secrets is one for all processes', async () => {
		const code = '2345-6789-ABCD';
		const tries = Array.from({ length: 12 }, (_, n) =>
			send(members[n % members.length]!.url, {
				path: '/en/login',
				method: 'POST',
				headers: {
					origin: world.url,
					accept: 'application/json',
					'x-forwarded-for': '127.0.0.1',
					'x-sveltekit-action': 'true',
					'content-type': 'application/x-www-form-urlencoded'
				},
				body: new URLSearchParams({ code, digits: '852963' }).toString()
			})
		);
		const answers = (await Promise.all(tries)).map(({ text }) => /\b(wrong|wait)\b/.exec(text)?.[0] ?? text);
		assert.deepEqual(answers.toSorted(), [
			...Array<string>(7).fill('wait'),
			...Array<string>(5).fill('wrong')
		]);
	});

	await check('a limit by the minute is one for all processes', async () => {
		const statuses = await inOneMinute(() =>
			Promise.all(
				Array.from({ length: 60 }, async (_, n) => {
					const headers = { 'x-forwarded-for': '203.0.113.7', 'content-type': 'application/json' };
					return (
						await send(members[n % members.length]!.url, {
							path: '/api/verify',
							method: 'POST',
							headers,
							body: '{}'
						})
					).status;
				})
			)
		);
		assert.equal(statuses.filter((status) => status === 429).length, 20);
	});

	await check('at the end all is there: positions, one badge each, a rebuild changes 0 rows', async () => {
		await Promise.all(world.phones.map((phone) => phone.finish(world.url)));
		assert.deepEqual(
			await Promise.all(members.map((member) => member.end('SIGTERM'))),
			members.map(() => 0)
		);
		const { events } = await world.verify();
		const { n } = await world.look(({ allLearners }) =>
			allLearners
				.selectFrom('award')
				.select((eb) => eb.fn.countAll<number>().as('n'))
				.executeTakeFirstOrThrow()
		);
		assert.equal(Number(n), world.phones.length);
		return `${events} events of ${world.phones.length} phones, ${n} badges`;
	});

	await check('four processes look for due work at the same moment', () => jobsOnce(world));
} finally {
	await nginx.stop();
	for (const member of members) await member.end('SIGKILL');
	await world.remove();
	postgres.remove();
}
const { model } = cpus()[0]!;
console.log(`\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`);
console.log(
	`${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${model}, Node ${process.version}; seed ${given.seed}; ${Math.round((Date.now() - began) / 1000)} s`
);
end();
