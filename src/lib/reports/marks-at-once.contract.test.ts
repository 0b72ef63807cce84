import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { takeMarks } from './facts.repository.server.ts';
import { foldDirty } from './index.server.ts';

/** What two connections do at once: SQLite has one writer, and PGlite one connection. */
describeEachDatabase('a change and a fold at once', (get) => {
	const her = { learner_id: 'she', purpose: 'reporting', at: 1, given: 1, text_version: '1' };
	const moment = () => new Promise((resolve) => setTimeout(resolve, 300));
	const waiting = async () =>
		(await get().allLearners.selectFrom('report_dirty').selectAll().execute()).length;
	const change = { given: 0 };

	test('R2 a change that is not committed yet is passed over by the fold, and folded after it', async () => {
		const { allLearners, engine } = get();
		if (engine !== 'postgres') return;
		await allLearners.insertInto('consent').values(her).execute();
		let commit = () => {};
		const open = allLearners.transaction().execute(async (tx) => {
			await tx.updateTable('consent').set(change).where('learner_id', '=', 'she').execute();
			await new Promise<void>((resolve) => (commit = resolve));
		});
		await moment();
		const services = { allLearners, engine, clock: () => 1 };
		expect((await foldDirty(services)).learners).toBe(0);
		expect(await waiting()).toBe(1);
		commit();
		await open;
		expect((await foldDirty(services)).learners).toBe(1);
		expect(await waiting()).toBe(0);
	});

	test('R2 a change waits for the fold that is under way, and marks her again', async () => {
		const { allLearners, engine } = get();
		if (engine !== 'postgres') return;
		await allLearners.updateTable('consent').set({ given: 1 }).where('learner_id', '=', 'she').execute();
		let commit = () => {};
		const fold = allLearners.transaction().execute(async (tx) => {
			expect(await takeMarks(tx, engine, ['she'])).toEqual(['she']);
			await new Promise<void>((resolve) => (commit = resolve));
		});
		await moment();
		let changed = false;
		const other = allLearners
			.updateTable('consent')
			.set(change)
			.where('learner_id', '=', 'she')
			.execute()
			.then(() => (changed = true));
		await moment();
		expect(changed).toBe(false);
		commit();
		await Promise.all([fold, other]);
		expect(await waiting()).toBe(1);
	});
});
