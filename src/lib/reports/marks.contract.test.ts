import { sql, type KyselyPlugin, type OperationNode } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import type { Db } from '../platform/db.server.ts';
import { migrations } from '../platform/migrations/index.ts';
import type { Schema } from '../platform/schema.ts';
import { marks } from '../platform/tables.ts';
import { FactReader } from './fact-reader.server.ts';
import { foldDirty, readLag } from './index.server.ts';
import { readHistories } from './read-histories.server.ts';

const ddl = Object.values(migrations).join('\n');
const HER = 'she';
const PLACE = { organisation_id: 'o', cohort_id: 'c' };

/** A row of any table, as far as its own rules ask for one. */
function anyRow(table: string): Record<string, unknown> {
	const [, columns] = new RegExp(`create table ${table} \\(([\\s\\S]*?), primary key`).exec(ddl)!;
	const row: Record<string, unknown> = {};
	for (const column of columns!.split(/, (?=\w+ (?:text|\{))/)) {
		const [, name, type] = /^(\w+) (text|\{int\})/.exec(column)!;
		row[name!] = type === 'text' ? (/in \('([\w-]+)'/.exec(column)?.[1] ?? `any-${name}`) : 1;
	}
	return { ...row, ...('learner_id' in row && { learner_id: HER }), ...PLACE_OF(row) };
}
const PLACE_OF = (row: Record<string, unknown>) =>
	Object.fromEntries(Object.entries(PLACE).filter(([name]) => name in row));

/** A column of a table that an update changes, and what it may hold instead. */
function changing(table: string, when: readonly string[]): [string, unknown] {
	const [, columns] = new RegExp(`create table ${table} \\(([\\s\\S]*?), primary key \\(([\\w, ]+)\\)`).exec(ddl)!;
	const [, , key] = new RegExp(`create table ${table} \\(([\\s\\S]*?), primary key \\(([\\w, ]+)\\)`).exec(ddl)!;
	const free = columns!
		.split(/, (?=\w+ (?:text|\{))/)
		.filter((column) => !column.includes('check ('))
		.map((column) => /^(\w+) (text|\{int\})/.exec(column)!)
		.filter(([, name]) => !key!.split(', ').includes(name!) && (!when.length || when.includes(name!)));
	// Columns that came by a later migration, and the one of a table that is all key.
	const [, name = when[0], type = 'text'] = free[0] ?? [];
	return [name!, type === 'text' ? 'another' : 2];
}

describeEachDatabase('marks for the fold', (get) => {
	const at = (table: string) => table as 'consent';
	const marked = async (): Promise<string[]> => {
		const rows = await get().allLearners.deleteFrom('report_dirty').returning('learner_id').execute();
		return rows.map((row) => row.learner_id);
	};
	const insert = (table: string) =>
		get()
			.allLearners.insertInto(at(table))
			.values(anyRow(table) as never)
			.execute();

	test('R2 whoever was there before is marked', async () => {
		expect(Object.values(migrations).join('\n')).toContain(
			'insert into report_dirty (learner_id, since) select learner_id, {now} from learner'
		);
	});

	test.each(marks.map((mark) => [mark.table, mark] as const))(
		'R2 a row of %s that comes, changes or goes marks its learner, in the same transaction',
		async (table, { by, when }) => {
			const { allLearners: db } = get();
			if (by.length) await insert('cohort_member');
			await marked();
			const where = (by.length ? by : ['learner_id']).map(
				(column) => [column, column === 'learner_id' ? HER : PLACE[column as keyof typeof PLACE]] as const
			);
			await expect(
				db.transaction().execute(async (tx) => {
					await tx
						.insertInto(at(table))
						.values(anyRow(table) as never)
						.execute();
					throw new Error('undone');
				})
			).rejects.toThrow('undone');
			expect(await marked()).toEqual([]);
			await insert(table);
			expect(await marked()).toEqual([HER]);
			for (const column of when.length ? when : [changing(table, when)[0]]) {
				const value = changing(table, [column])[1];
				let update = db.updateTable(at(table)).set({ [column]: value } as never);
				for (const [name, is] of where) update = update.where(name as 'learner_id', '=', is);
				await update.execute();
				expect(await marked(), `${table}.${column}`).toEqual([HER]);
			}
			let remove = db.deleteFrom(at(table));
			for (const [name, is] of where) remove = remove.where(name as 'learner_id', '=', is);
			await remove.execute();
			expect(await marked()).toEqual([HER]);
			if (by.length) {
				await db.deleteFrom('cohort_member').where('learner_id', '=', HER).execute();
				await marked();
			}
		}
	);

	test('R2 every table that is read marks; the log does by its head row', async () => {
		const read = new Set<string>();
		const watch: KyselyPlugin = {
			transformQuery({ node }) {
				const visit = (one: unknown): void => {
					if (Array.isArray(one)) return one.forEach(visit);
					if (one === null || typeof one !== 'object') return;
					const n = one as OperationNode & { table?: { identifier: { name: string } } };
					if (n.kind === 'TableNode') read.add(n.table!.identifier.name);
					Object.values(n).forEach(visit);
				};
				visit(node);
				return node;
			},
			transformResult: async ({ result }) => result
		};
		for (const table of ['learner', 'enrolment', 'organisation', 'cohort']) await insert(table);
		await readHistories(get().allLearners.withPlugin(watch) as Db, new FactReader(), [HER]);
		// What versions of courses say never changes (C1).
		const unmarked = ['event', 'course_version'];
		const own = ['learner_head', 'cohort_member'];
		const named = marks.map((mark) => mark.table);
		expect([...read].filter((table) => !named.includes(table)).sort()).toEqual(unmarked.sort());
		expect(named.filter((table) => !read.has(table)).sort()).toEqual(own.sort());
		await get().allLearners.deleteFrom('learner').where('learner_id', '=', HER).execute();
		await marked();
	});

	test('a change that no fact is made of marks nobody', async () => {
		await insert('shop');
		await marked();
		await get()
			.db.updateTable('shop')
			.set({ next_order: 7, about: 'other' })
			.where('learner_id', '=', HER)
			.execute();
		expect(await marked()).toEqual([]);
	});

	test('R2 the first mark stands, and the lag is told by the database that set it', async () => {
		const { allLearners, engine } = get();
		const services = { allLearners, engine, clock: () => 1 };
		expect(await readLag(services)).toEqual({ waiting: 0, oldest: null });
		await insert('consent');
		const first = await allLearners.selectFrom('report_dirty').select('since').executeTakeFirstOrThrow();
		expect(Math.abs(first.since - Date.now())).toBeLessThan(60_000);
		await new Promise((resolve) => setTimeout(resolve, 20));
		await get().db.updateTable('consent').set({ given: 0 }).where('learner_id', '=', HER).execute();
		const again = await allLearners.selectFrom('report_dirty').select('since').executeTakeFirstOrThrow();
		expect(again).toEqual(first);
		const { waiting, oldest } = await readLag(services);
		expect(waiting).toBe(1);
		expect(oldest).toBeGreaterThanOrEqual(20);
		await foldDirty(services);
		expect(await readLag(services)).toEqual({ waiting: 0, oldest: null });
	});
});
