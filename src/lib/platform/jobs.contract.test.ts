import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { DAY, MINUTE } from './clock.ts';
import { runDueJobs, type Job } from './jobs.server.ts';

describeEachDatabase('jobs', (get) => {
	const job = (name: string, run: Job['run']): Job => ({ name, every: 1000, lease: 500, run });

	test('a job runs when it is due, and again after its time', async () => {
		const ran: number[] = [];
		const jobs = [job('a', async (now) => void ran.push(now))];
		for (const now of [0, 10, 999, 1000, 1001, 2500]) await runDueJobs(get().allLearners, jobs, () => now);
		expect(ran).toEqual([0, 1000, 2500]);
	});

	test('of several processes at once one runs it', async () => {
		let runs = 0;
		const jobs = [job('b', async () => void runs++)];
		await Promise.all(Array.from({ length: 5 }, () => runDueJobs(get().allLearners, jobs, () => 7)));
		expect(runs).toBe(1);
	});

	test('a lease that ran out lets another process try: a killed one blocks nothing', async () => {
		const killed = job('c', () => new Promise(() => {}));
		void runDueJobs(get().allLearners, [killed], () => 0);
		await expect
			.poll(
				async () =>
					(await get().allLearners.selectFrom('job').selectAll().where('job_id', '=', 'c').executeTakeFirst())
						?.leased_until
			)
			.toBe(500);
		let runs = 0;
		const next = [job('c', async () => void runs++)];
		await runDueJobs(get().allLearners, next, () => 400);
		expect(runs).toBe(0);
		await runDueJobs(get().allLearners, next, () => 600);
		expect(runs).toBe(1);
	});

	test('a clock that ran a day ahead and was put right: its time is not waited for, and its lease is as long as any', async () => {
		const ran: number[] = [];
		const jobs = [job('f', async (now) => void ran.push(now))];
		const { allLearners } = get();
		await runDueJobs(allLearners, jobs, () => DAY);
		await runDueJobs(allLearners, jobs, () => 0);
		await runDueJobs(allLearners, jobs, () => 500);
		expect(ran).toEqual([DAY, 0]);

		// Killed under the wrong clock.
		await allLearners
			.updateTable('job')
			.set({ run_at: 0, leased_until: DAY + 500 })
			.where('job_id', '=', 'f')
			.execute();
		await runDueJobs(allLearners, jobs, () => 2000);
		expect(ran).toEqual([DAY, 0]);
		await runDueJobs(allLearners, jobs, () => 2500);
		expect(ran).toEqual([DAY, 0, 2500]);
	});

	test("another process's clock may be a little ahead: its lease holds", async () => {
		let runs = 0;
		const jobs = [job('g', async () => void runs++)];
		const { allLearners } = get();
		await runDueJobs(allLearners, jobs, () => 0);
		await allLearners
			.updateTable('job')
			.set({ run_at: 0, leased_until: MINUTE + 500 })
			.where('job_id', '=', 'g')
			.execute();
		await runDueJobs(allLearners, jobs, () => 10);
		expect(runs).toBe(1);
	});

	test('a job that throws is named and does not stop the others', async () => {
		const jobs = [job('d', () => Promise.reject(new Error('planned'))), job('e', async () => {})];
		expect(await runDueJobs(get().allLearners, jobs, () => 3)).toEqual(['e']);
	});

	test('a process that is to stop ends the job under way and begins no other', async () => {
		let stopping = false;
		const jobs = [job('stopping', async () => void (stopping = true)), job('behind it', async () => {})];
		const run = () =>
			runDueJobs(
				get().allLearners,
				jobs,
				() => 5,
				() => stopping
			);
		expect(await run()).toEqual(['stopping']);
		expect(await run()).toEqual([]);
		stopping = false;
		expect(await runDueJobs(get().allLearners, jobs, () => 6)).toEqual(['behind it']);
	});
});
