import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { tables } from './tables.ts';

describeEachDatabase('keyed queries', (get) => {
	const refused = (query: { execute(): Promise<unknown> }) =>
		expect(query.execute()).rejects.toThrow(/without (learner_id|organisation_id)/);

	test('a statement on a keyed table that does not compare the key is refused', async () => {
		const { db } = get();
		await refused(db.selectFrom('event').selectAll());
		await refused(db.selectFrom('event').selectAll().where('event_id', '=', 'x'));
		await refused(db.updateTable('shop').set({ state: 'paused' }).where('handle', '=', 'x'));
		await refused(db.deleteFrom('attempt').where('course', '=', 'x'));
		await refused(db.selectFrom('cohort').selectAll());
		await refused(
			db
				.selectFrom('learner_code')
				.innerJoin('learner', 'learner.locale', 'learner_code.code_hash')
				.selectAll()
		);
	});

	test('with the key it passes, and look-ups need none', async () => {
		const { db } = get();
		await db.selectFrom('event').selectAll().where('learner_id', '=', 'l').execute();
		await db.selectFrom('learner_code').selectAll().where('code_hash', '=', 'x').execute();
		expect(await get().allLearners.selectFrom('event').selectAll().execute()).toEqual([]);
	});

	test('on PostgreSQL every keyed table is partitioned, so its unique constraints carry the key', async () => {
		if (get().engine === 'sqlite') return;
		const { sql } = await import('kysely');
		const { rows } = await sql<{ name: string; parts: number }>`
			select c.relname as name, count(i.inhrelid) as parts from pg_class c
			join pg_inherits i on i.inhparent = c.oid
			where c.relkind = 'p' group by c.relname`.execute(get().allLearners);
		const keyed = [...tables]
			.filter(([, k]) => k === 'learner' || k === 'organisation')
			.map(([name]) => name);
		expect(rows.map((r) => [r.name, Number(r.parts)]).sort()).toEqual(keyed.map((name) => [name, 8]).sort());
	});
});
