import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { counting } from '../../../tests/support/counting.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { writeAudit } from '../accounts/index.server.ts';
import { HOUR, MINUTE } from '../platform/clock.ts';
import { beginRestore, endRestore } from '../platform/half-restored.server.ts';
import { systemRandom, uuidv7 } from '../platform/ids.ts';
import { runDueJobs, type Job } from '../platform/jobs.server.ts';
import type { Services } from '../services.server.ts';
import { openMetrics } from './metrics.server.ts';
import { readReadiness } from './read-readiness.server.ts';
import { readState } from './read-state.server.ts';

const NOW = 1_795_000_000_000;
const job = (name: string, run: Job['run'] = async () => {}): Job => ({
	name,
	every: HOUR,
	lease: HOUR,
	run
});
const jobs = [job('first'), job('second')];

describeEachDatabase('the state of the system', (get) => {
	let dataDir: string;
	beforeAll(() => {
		dataDir = mkdtempSync(join(tmpdir(), 'qadam-state-'));
	});
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

	const wired = (over: Partial<Services> = {}): Services =>
		({
			...get(),
			clock: () => NOW,
			env: { dataDir, preview: undefined },
			catalogue: { courses: () => [{ id: 'no-such-course' }], dueValues: () => [{}, {}] },
			metrics: openMetrics({ now: NOW - HOUR, ofProcess: false }),
			...over
		}) as unknown as Services;
	const read = (services = wired()) => readState(services, { jobs, build: 'b1' });
	const news = (target: string, over: { at?: number; parked?: number; done?: number } = {}) =>
		get()
			.allLearners.insertInto('outbox')
			.values({
				learner_id: uuidv7(NOW, systemRandom),
				outbox_id: uuidv7(NOW, systemRandom),
				topic: 'seller.unlocked',
				body: '{}',
				created_at: over.at ?? NOW,
				next_at: NOW,
				target,
				parked_at: over.parked ?? null,
				done_at: over.done ?? null
			})
			.execute();

	test('where nothing has happened yet, nothing waits', async () => {
		const state = await read();
		expect(state).toMatchObject({
			at: NOW,
			since: NOW - HOUR,
			jobs: [],
			fold: { waiting: 0, oldest: null },
			unsealed: { acts: 0, since: null },
			valuesDue: 2,
			backupAt: null,
			database: {
				engine: get().engine === 'sqlite' ? 'sqlite' : 'postgres',
				migrations: { pending: [], unknown: [] }
			},
			courses: { count: 1, unpublished: ['no-such-course'] },
			build: 'b1'
		});
		expect(state.queues.every((one) => !one.waiting && !one.parked && one.waitsSince === null)).toBe(true);
		expect(state.database.bytes).toBeGreaterThan(10_000);
		expect(state.disk!.free).toBeGreaterThan(0);
		expect(state.disk!.size).toBeGreaterThanOrEqual(state.disk!.free);
	});

	test('M4 what waits and what is parked, by kind; endpoints are one kind, what arrived is none', async () => {
		await news('connectors', { at: NOW - MINUTE });
		await news('01900000-0000-7000-8000-00000000000a', { at: NOW - 3 * HOUR, parked: NOW - HOUR });
		await news('01900000-0000-7000-8000-00000000000a', { at: NOW - 2 * HOUR });
		await news('01900000-0000-7000-8000-00000000000b', { at: NOW - HOUR });
		await news('notices', { at: NOW - 9 * HOUR, done: NOW - HOUR });
		expect((await read()).queues).toEqual([
			{ queue: 'connectors', waiting: 1, parked: 0, waitsSince: NOW - MINUTE },
			{ queue: 'vendure', waiting: 0, parked: 0, waitsSince: null },
			{ queue: 'webhooks', waiting: 2, parked: 1, waitsSince: NOW - 2 * HOUR },
			{ queue: 'notices', waiting: 0, parked: 0, waitsSince: null }
		]);
	});

	test('jobs with what their last run ended in; one of another version is left out', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => {});
		const fails = job('second', () => Promise.reject(new TypeError('Nasreen')));
		await runDueJobs(get().allLearners, [jobs[0]!, fails, job('of-another-version')], () => NOW);
		vi.restoreAllMocks();
		const state = { runAt: NOW + HOUR, leasedUntil: 0, doneAt: NOW };
		expect((await read()).jobs).toEqual([
			{ name: 'first', ...state, error: null },
			{ name: 'second', ...state, error: 'TypeError' }
		]);
	});

	test('R2, K6 the lag of the fold and of the seal', async () => {
		const { allLearners } = get();
		await allLearners
			.insertInto('learner')
			.values({ learner_id: 'l1', kind: 'joined', locale: 'ur', tile_seed: 1, created_at: NOW })
			.execute();
		for (const at of [NOW - 2 * HOUR, NOW - HOUR])
			await allLearners
				.transaction()
				.execute((tx) =>
					writeAudit(
						tx,
						{ clock: () => at, random: systemRandom },
						{ organisationId: 'o1', actor: 's1', act: 'class.made', subject: 'c1' }
					)
				);
		const { fold, unsealed } = await read();
		expect(fold.waiting).toBe(1);
		expect(fold.oldest).toBeGreaterThanOrEqual(0);
		expect(unsealed).toEqual({ acts: 2, since: NOW - 2 * HOUR });
	});

	test('it takes a handful of statements, however much there is', async () => {
		const counted = counting(get().allLearners);
		await read(wired({ allLearners: counted.db }));
		expect(counted.asked()).toBeLessThanOrEqual(8);
	});

	test('ready: what is missing is named; a database that does not answer is an answer', async () => {
		const none = { ...wired().catalogue, courses: () => [] };
		expect(await readReadiness(wired())).toEqual(['courses']);
		expect(await readReadiness(wired({ catalogue: none }))).toEqual(['courses']);
		// Written at each request, not published.
		const preview = { dataDir, preview: 'x' } as Services['env'];
		expect(await readReadiness(wired({ env: preview }))).toEqual([]);
		beginRestore(dataDir, 'a backup');
		expect(await readReadiness(wired({ env: preview }))).toEqual(['restore']);
		endRestore(dataDir);
		await get()
			.allLearners.deleteFrom('kysely_migration' as never)
			.where('name' as never, '=', '016-editions' as never)
			.execute();
		expect(await readReadiness(wired({ env: preview }))).toEqual(['migrations']);
		expect((await read()).database.migrations.pending).toEqual(['016-editions']);
		const said = vi.spyOn(console, 'error').mockImplementation(() => {});
		const silent = {
			...get().allLearners,
			getExecutor: () => {
				throw new Error('Nasreen');
			}
		} as never;
		expect(await readReadiness(wired({ env: preview, allLearners: silent }))).toEqual(['database']);
		expect(String(said.mock.lastCall)).not.toContain('Nasreen');
		vi.restoreAllMocks();
	});

	test('when our command last made a backup, where that was noted and can be read', async () => {
		writeFileSync(join(dataDir, 'last-backup'), `${new Date(NOW - HOUR).toISOString()}\n`);
		expect((await read()).backupAt).toBe(NOW - HOUR);
		writeFileSync(join(dataDir, 'last-backup'), 'soon');
		expect((await read()).backupAt).toBeNull();
		rmSync(join(dataDir, 'last-backup'));
		mkdirSync(join(dataDir, 'last-backup'));
		const said = vi.spyOn(console, 'error').mockImplementation(() => {});
		expect((await read()).backupAt).toBeNull();
		expect(said).toHaveBeenCalledOnce();
		vi.restoreAllMocks();
	});
});
