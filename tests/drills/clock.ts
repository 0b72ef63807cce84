/** The server's clock is put a day ahead, right, a day behind and right again while phones send. */
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR, MINUTE } from '../../src/lib/platform/clock.ts';
import { eventually, type World } from '../loss/world.ts';

const LIBRARY = '/usr/lib/*/faketime/libfaketimeMT.so.1';
/** Of the server's recurring work this comes round each minute. */
const JOB = 'seller-news';
const EVENTS = 60;

/** A clock for the world's next start. Timers go on by the machine's. */
function fakeClock(world: World) {
	const [library] = globSync(LIBRARY);
	if (!library) throw new Error('libfaketime is not installed');
	const folder = mkdtempSync(join(tmpdir(), 'qadam-clock-'));
	const file = join(folder, 'offset');
	const given = {
		LD_PRELOAD: library,
		FAKETIME_TIMESTAMP_FILE: file,
		FAKETIME_CACHE_DURATION: '1',
		FAKETIME_DONT_FAKE_MONOTONIC: '1'
	};
	const set = (ms: number) => writeFileSync(file, `${ms < 0 ? '-' : '+'}${Math.abs(ms) / 1000}\n`);
	set(0);
	Object.assign(world.environment, given);
	return {
		async set(ms: number) {
			set(ms);
			await eventually('the server has the new time', async () => {
				const { headers, body } = await fetch(`${world.url}/healthz`);
				await body?.cancel();
				return Math.abs(Date.parse(headers.get('date')!) - Date.now() - ms) < MINUTE;
			});
		},
		remove() {
			// A server that is killed leaves what the library shares with its children.
			const { pid } = world.server!;
			for (const left of globSync(`/dev/shm/*faketime_*_${pid}`)) rmSync(left);
			for (const name of Object.keys(given)) delete world.environment[name];
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** When the job comes round next, from now, by the right clock. */
const nextRun = (world: World): Promise<number> =>
	world.look(async ({ allLearners }) => {
		const row = await allLearners
			.selectFrom('job')
			.select('run_at')
			.where('job_id', '=', JOB)
			.executeTakeFirst();
		return (row?.run_at ?? 0) - Date.now();
	});

/** A link that is good for a day: whether its page offers what it is for. */
async function isOpen(world: World, path: string): Promise<boolean> {
	const answer = await fetch(world.url + path);
	if (answer.status !== 200) throw new Error(`the page of a link says ${answer.status}`);
	return (await answer.text()).includes('name="password"');
}

/** S7. Of what was recorded since: how many under each of the clocks. @throws where a time is out of bounds */
async function timesOf(world: World, since: Map<string, number>): Promise<Map<number, number>> {
	const counts = new Map<number, number>();
	await world.look(async ({ allLearners }) => {
		for (const { learnerId } of world.phones) {
			const rows = await allLearners
				.selectFrom('event')
				.select(['seq', 'at', 'received_at', 'happened_at', 'skew'])
				.where('learner_id', '=', learnerId)
				.where('seq', '>', since.get(learnerId)!)
				.execute();
			for (const row of rows) {
				const days = Math.round(row.skew / DAY);
				counts.set(days, (counts.get(days) ?? 0) + 1);
				if (Math.abs(row.skew - days * DAY) > HOUR) throw new Error(`a skew of ${row.skew} ms`);
				if (row.happened_at > row.received_at) throw new Error('an event happened after it was received');
				const moved = row.happened_at - row.at - days * DAY;
				if (Math.abs(moved) > HOUR) throw new Error(`an event was moved by ${moved} ms`);
			}
		}
	});
	return counts;
}

/** @returns what the row says */
export async function wrongClock(world: World): Promise<string> {
	await world.kill();
	const since = new Map(world.phones.map(({ learnerId, log }) => [learnerId, log.length]));
	const clock = fakeClock(world);
	try {
		await world.start();
		const link = new URL((await world.command('user.ts', 'administrator')).stdout.trim());
		const path = link.pathname + link.search;
		const linkIs = async (open: boolean) => {
			if ((await isOpen(world, path)) !== open) throw new Error(`the link is ${open ? 'over' : 'open'}`);
		};
		await world.more(EVENTS);
		await linkIs(true);

		await clock.set(DAY);
		await world.more(EVENTS);
		await linkIs(false);
		await eventually('jobs run by the clock ahead', async () => (await nextRun(world)) > DAY / 2, 60_000);
		await clock.set(0);
		await world.more(EVENTS);
		await linkIs(true);
		await eventually('they do not wait for that day', async () => (await nextRun(world)) < HOUR, 60_000);

		await clock.set(-DAY);
		await world.more(EVENTS);
		await linkIs(true);
		await clock.set(0);
		await world.more(EVENTS);
		await world.settle();
	} finally {
		await world.kill('SIGTERM');
		clock.remove();
	}
	const counts = await timesOf(world, since);
	for (const days of [-1, 0, 1])
		if (!counts.get(days)) throw new Error(`no event was received under a clock of ${days} days`);
	await world.start();
	await world.settle();
	return (
		`${counts.get(1)} events received a day ahead, ${counts.get(-1)} a day behind, ${counts.get(0)} in between: 0 lost, each ` +
		`at its time by the clock that received it, none after its receipt; a link of a day is over and open again; jobs come round again at once`
	);
}
