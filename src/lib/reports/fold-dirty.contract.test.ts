import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { counting } from '../../../tests/support/counting.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { eraseLearner, replayDeletions } from '../accounts/index.server.ts';
import { DAY } from '../platform/clock.ts';
import type { Services } from '../services.server.ts';
import { contribute, foldDirty, readLag, refoldAll } from './index.server.ts';
import { lives, makePlaces, NOW, seeded } from './test-kit.server.ts';

const HISTORIES = 1000;

describeEachDatabase('facts', (get) => {
	const random = seeded(7);
	const { join: joins, turn, move } = lives(random);
	const ids = Array.from({ length: HISTORIES }, (_, n) => `learner-${String(n).padStart(4, '0')}`);
	let now = NOW;
	const services = () => ({ ...get(), clock: () => now });
	const factsOf = (id: string) =>
		get().db.selectFrom('report_fact').selectAll().where('learner_id', '=', id).execute();

	beforeAll(async () => {
		await makePlaces(get().allLearners);
	});

	test(
		'R2 folded bit by bit while 1,000 random lives go on, they are what a rebuild makes',
		{ timeout: 600_000 },
		async () => {
			const { allLearners } = get();
			for (const [n, id] of ids.entries()) {
				await allLearners.transaction().execute(async (tx) => {
					await joins(tx, id);
					const turns = Math.floor(random() * 14);
					for (let k = 1; k <= turns; k++) await turn(tx, id, k);
					// Somebody who has been folded long ago.
					const other = ids[Math.floor(random() * (n + 1))]!;
					await turn(tx, other, 100 + n);
					if (n % 10 === 0) await move(tx);
				});
				if (n % 90 === 0) await foldDirty(services());
			}
			expect((await readLag(services())).waiting).toBeGreaterThan(0);
			await foldDirty(services(), Infinity);
			expect((await readLag(services())).waiting).toBe(0);
			const { learners, facts, changed } = await refoldAll(services());
			expect(learners).toBe(HISTORIES);
			expect(facts).toBeGreaterThan(HISTORIES * 5);
			expect(changed).toBe(0);
			const { n } = await allLearners
				.selectFrom('report_fact')
				.select(({ fn }) => fn.countAll<number | string>().as('n'))
				.executeTakeFirstOrThrow();
			expect(Number(n)).toBe(facts);
			const made = await allLearners.selectFrom('report_fact').select('indicator').distinct().execute();
			// All that the kit's lives can make: every one but the follow-ups, and the answers that it does not give.
			expect(made.length).toBeGreaterThanOrEqual(27);
		}
	);

	test('the calendar alone makes facts: a new quarter folds whom it concerns, and no rebuild finds more', async () => {
		const before = now;
		now = Date.UTC(2027, 0, 2);
		const { learners } = await foldDirty(services(), Infinity);
		expect(learners).toBeGreaterThan(10);
		expect(learners).toBeLessThan(HISTORIES);
		const newest = await get()
			.allLearners.selectFrom('report_fact')
			.select('indicator')
			.where('period', '=', '2027-Q1')
			.distinct()
			.execute();
		expect(newest).toEqual([{ indicator: 'sales' }]);
		expect((await refoldAll(services())).changed).toBe(0);
		expect((await foldDirty(services())).learners).toBe(0);
		now = before;
	});

	test('a fixed number of statements, however many are folded', async () => {
		const { allLearners } = get();
		const counted = async (most: number) => {
			const some = ids.slice(0, most);
			await allLearners
				.updateTable('consent')
				.set({ text_version: `${most}` })
				.where('learner_id', 'in', some)
				.execute();
			const { db, asked } = counting(allLearners);
			await foldDirty({ ...services(), allLearners: db });
			return asked();
		};
		const one = await counted(1);
		expect(await counted(200)).toBe(one);
		expect(one).toBeLessThan(45);
	});

	test('R2 a change that no mark was set for is what a rebuild finds', async () => {
		const { allLearners, engine } = get();
		const { learner_id } = (await allLearners
			.selectFrom('report_fact')
			.select('learner_id')
			.where('indicator', '=', 'seller')
			.executeTakeFirst())!;
		await foldDirty(services(), Infinity);
		const trigger = 'mark_seller_update';
		await sql
			.raw(engine === 'sqlite' ? `drop trigger ${trigger}` : `drop trigger ${trigger} on seller`)
			.execute(allLearners);
		await allLearners
			.updateTable('seller')
			.set((eb) => ({ unlocked_at: eb('unlocked_at', '-', 1) }))
			.where('learner_id', '=', learner_id)
			.execute();
		expect((await foldDirty(services())).learners).toBe(0);
		expect((await refoldAll(services())).changed).toBeGreaterThan(0);
		expect((await refoldAll(services())).changed).toBe(0);
	});

	test('who is deleted by hand has no facts any more', async () => {
		const id = ids[3]!;
		await get().db.deleteFrom('learner').where('learner_id', '=', id).execute();
		await foldDirty(services(), Infinity);
		expect(await factsOf(id)).toEqual([]);
	});

	describe('K5 erasing', () => {
		const dataDir = mkdtempSync(join(tmpdir(), 'qadam-facts-'));
		afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
		const wired = () => ({ ...services(), env: { dataDir }, contribute }) as unknown as Services;
		const contributions = () => get().allLearners.selectFrom('report_contribution').selectAll().execute();
		const closed = (facts: Awaited<ReturnType<typeof factsOf>>) =>
			facts
				.filter(({ period }) => period < '2026-Q4')
				.map(({ organisation_id, indicator, part, period, band, value, cohort_id }) =>
					JSON.stringify([organisation_id, indicator, part, period, band, value, cohort_id])
				)
				.sort();

		/** With as many facts as anybody has. */
		let her = '';
		beforeAll(async () => {
			await foldDirty(services(), Infinity);
			const most = await get()
				.allLearners.selectFrom('report_fact')
				.select('learner_id')
				.groupBy('learner_id')
				.orderBy(({ fn }) => fn.countAll(), 'desc')
				.limit(1)
				.executeTakeFirstOrThrow();
			her = most.learner_id;
		});

		test('what was counted of her in closed quarters stays, under nobody’s name, its times cut to their quarter', async () => {
			const id = her;
			const before = await factsOf(id);
			expect(closed(before).length).toBeGreaterThan(3);
			expect(closed(before).length).toBeLessThan(before.length);
			await eraseLearner(wired(), id);
			expect(await factsOf(id)).toEqual([]);
			const kept = await contributions();
			const facts = kept.flatMap((row) =>
				(JSON.parse(row.facts) as Record<string, unknown>[]).map((fact) => ({
					...fact,
					organisation_id: row.organisation_id
				}))
			) as unknown as (Awaited<ReturnType<typeof factsOf>>[number] & { cohortId: string })[];
			expect(
				facts
					.map((f) =>
						JSON.stringify([f.organisation_id, f.indicator, f.part, f.period, f.band, f.value, f.cohortId])
					)
					.sort()
			).toEqual(closed(before));
			expect(JSON.stringify(kept)).not.toContain(id);
			// Of one organisation all facts of a quarter have one time.
			for (const row of kept) {
				const times = (JSON.parse(row.facts) as { period: string; at: number }[]).map(
					(f) => `${f.period} ${f.at}`
				);
				expect(new Set(times).size).toBe(new Set(times.map((t) => t.slice(0, 7))).size);
			}
			expect(JSON.parse(kept[0]!.groups)).toMatchObject({ language: expect.any(String) as string });
			const marked = await get()
				.db.selectFrom('report_dirty')
				.selectAll()
				.where('learner_id', '=', id)
				.execute();
			expect(marked).toEqual([]);
			expect((await refoldAll(services())).changed).toBe(0);
		});

		test('a replay keeps nothing a second time, also where something came in behind', async () => {
			const id = her;
			const before = await contributions();
			await get().db.insertInto('learner_head').values({ learner_id: id, next_pos: 2 }).execute();
			expect(await replayDeletions(get().allLearners, dataDir, contribute)).toBe(1);
			expect(await replayDeletions(get().allLearners, dataDir, contribute)).toBe(0);
			expect(await contributions()).toEqual(before);
		});

		test('after a restore it is what was closed when she went, not what is closed by now', async () => {
			const id = ids[7]!;
			const facts = closed(await factsOf(id));
			const before = (await contributions()).length;
			const broken = {
				...wired(),
				allLearners: { transaction: () => ({ execute: () => Promise.reject(new Error('the power went')) }) }
			};
			await expect(eraseLearner(broken as unknown as Services, id)).rejects.toThrow('the power went');
			expect((await contributions()).length).toBe(before);
			now += 400 * DAY;
			await foldDirty(services(), Infinity);
			expect(await replayDeletions(get().allLearners, dataDir, contribute)).toBe(1);
			now -= 400 * DAY;
			const kept = (await contributions()).flatMap((row) => JSON.parse(row.facts) as { period: string }[]);
			expect(kept.every(({ period }) => period < '2026-Q4')).toBe(true);
			expect(facts.length).toBeGreaterThan(0);
		});
	});
});
