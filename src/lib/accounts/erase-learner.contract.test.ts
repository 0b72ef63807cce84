import { sql } from 'kysely';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anyRow } from '../../../tests/support/any-row.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import type { Tx } from '../platform/db.server.ts';
import { isErased, readDeletions, recordDeletions } from '../platform/deletion-list.server.ts';
import { migrations } from '../platform/migrations/index.ts';
import { learnerTables, tables } from '../platform/tables.ts';
import type { Services } from '../services.server.ts';
import { eraseLearner, replayDeletions } from './index.server.ts';
import { startLearnerSession } from './session.server.ts';
import { testJar, testServices } from './test-kit.server.ts';

const NOW = 1_795_000_000_000;
const ddl = Object.values(migrations).join('\n');

describeEachDatabase('erasing a learner', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-erase-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
	const contribute = async () => {};
	const services = (over = {}) =>
		({ ...get(), env: { dataDir }, clock: () => NOW, contribute, ...over }) as unknown as Services;

	const fill = async (learnerId: string) => {
		for (const table of learnerTables)
			await get()
				.db.insertInto(table as 'event')
				.values(anyRow(table, learnerId) as never)
				// Her rows have marked her already.
				.onConflict((c) => c.doNothing())
				.execute();
	};
	/** Every table in which her id stands, in whatever column. */
	const tracesOf = async (learnerId: string): Promise<string[]> => {
		const found = [];
		for (const table of tables.keys()) {
			const rows = await sql`select * from ${sql.table(table)}`.execute(get().allLearners);
			if (JSON.stringify(rows.rows).includes(learnerId)) found.push(table);
		}
		return found;
	};
	beforeAll(() => fill('neighbour'));

	test('K5 every table that names a learner is known, from the migrations themselves', () => {
		const named = ddl
			.split(';\n')
			.filter((statement) => /^create table .*\blearner_id text/.test(statement.trim()));
		expect(learnerTables).toHaveLength(named.length);
		expect(learnerTables).toEqual(expect.arrayContaining(['event', 'upload_token', 'profile_claim', 'blob']));
		for (const [table, keyed] of tables) if (keyed === 'learner') expect(learnerTables).toContain(table);
	});

	test('K5 no row of hers stays, her neighbour keeps all', async () => {
		await fill('gone-1');
		const jar = testJar();
		await startLearnerSession(testServices(get(), 'erase'), jar, 'gone-1');
		expect(await tracesOf('gone-1')).toEqual(expect.arrayContaining([...learnerTables, 'session']));
		await eraseLearner(services(), 'gone-1');
		expect(await tracesOf('gone-1')).toEqual([]);
		expect(await tracesOf('neighbour')).toHaveLength(learnerTables.length);
	});

	test('K5 the list is on the disk before the first row goes', async () => {
		await fill('gone-2');
		const failing = services({
			allLearners: {
				transaction: () => ({ execute: () => Promise.reject(new Error('the power went')) })
			}
		});
		await expect(eraseLearner(failing, 'gone-2')).rejects.toThrow('the power went');
		expect(readDeletions(dataDir).map((d) => d.learnerId)).toContain('gone-2');
		expect(await replayDeletions(get().allLearners, dataDir, contribute)).toBe(1);
		expect(await tracesOf('gone-2')).toEqual([]);
	});

	test('K5 what comes in behind a deletion goes too, and a replay of nothing erases nothing', async () => {
		await eraseLearner(services(), 'gone-3');
		await get().db.insertInto('learner_head').values({ learner_id: 'gone-3', next_pos: 2 }).execute();
		expect(await replayDeletions(get().allLearners, dataDir, contribute)).toBe(1);
		expect(await replayDeletions(get().allLearners, dataDir, contribute)).toBe(0);
		expect(await tracesOf('neighbour')).toHaveLength(learnerTables.length);
	});

	test('K5 two deletions at once add to the counts once', async () => {
		await fill('gone-4');
		const counted: string[] = [];
		// As the real one does: what is there to be counted is counted.
		const counting = async (tx: Tx, learnerId: string) => {
			const there = await tx
				.selectFrom('learner')
				.select('kind')
				.where('learner_id', '=', learnerId)
				.execute();
			if (there.length) counted.push(learnerId);
		};
		const twice = services({ contribute: counting });
		await Promise.all([eraseLearner(twice, 'gone-4'), eraseLearner(twice, 'gone-4')]);
		expect(counted).toEqual(['gone-4']);
	});

	test('K5 who was erased is known by the list, and as soon as a line is added', () => {
		const folder = mkdtempSync(join(dataDir, 'asked-'));
		expect(isErased(folder, 'one')).toBe(false);
		recordDeletions(folder, [{ learnerId: 'one', at: 1 }]);
		expect([isErased(folder, 'one'), isErased(folder, 'two')]).toEqual([true, false]);
		recordDeletions(folder, [{ learnerId: 'two', at: 2 }]);
		expect([isErased(folder, 'one'), isErased(folder, 'two')]).toEqual([true, true]);
	});

	test('K5 a line that a crash cut short spoils no other', () => {
		const folder = mkdtempSync(join(dataDir, 'torn-'));
		recordDeletions(folder, [{ learnerId: 'one', at: 1 }]);
		const file = join(folder, 'deletions.ndjson');
		expect(existsSync(file)).toBe(true);
		writeFileSync(file, `${readFileSync(file, 'utf8')}{"learnerId":"tw`);
		recordDeletions(folder, [{ learnerId: 'three', at: 3 }]);
		expect(readDeletions(folder)).toEqual([
			{ learnerId: 'one', at: 1 },
			{ learnerId: 'three', at: 3 }
		]);
	});
});
