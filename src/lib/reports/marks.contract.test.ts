import type { KyselyPlugin, OperationNode } from 'kysely';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import type { Db } from '../platform/db.server.ts';
import { migrations } from '../platform/migrations/index.ts';
import { marks } from '../platform/tables.ts';
import { FactReader } from './fact-reader.server.ts';
import { foldDirty, readLag } from './index.server.ts';
import { readHistories } from './read-histories.server.ts';

const ddl = Object.values(migrations).join('\n');
const HER = 'she';
const PLACE = { organisation_id: 'o', cohort_id: 'c' };

interface Column {
	name: string;
	type: string;
	/** Part of the primary key. */
	key: boolean;
	/** What its check lets in. */
	allowed: string[];
}

/** As the first migration of a table has them. */
function columnsOf(table: string): Column[] {
	const [, columns, key] = new RegExp(
		`create table ${table} \\(([\\s\\S]*?), primary key \\(([\\w, ]+)\\)`
	).exec(ddl)!;
	return columns!.split(/, (?=\w+ (?:text|\{))/).map((column) => {
		const [, name, type] = /^(\w+) (text|\{int\})/.exec(column)!;
		const allowed = /in \(([^)]*)\)/.exec(column)?.[1]?.replaceAll("'", '').split(',') ?? [];
		return { name: name!, type: type!, key: key!.split(', ').includes(name!), allowed };
	});
}

/** A row of any table, as far as its own rules ask for one. */
function anyRow(table: string): Record<string, unknown> {
	const columns = columnsOf(table);
	const own: Record<string, unknown> = { learner_id: HER, ...PLACE };
	return Object.fromEntries(
		columns.map(({ name, type, allowed }) => [
			name,
			own[name] ?? (type === 'text' ? (allowed[0] ?? `any-${name}`) : 1)
		])
	);
}

/** What a column that changes holds then; a column that a later migration added is a text. */
function otherOf(table: string, name: string): unknown {
	const { type, allowed } = columnsOf(table).find((column) => column.name === name) ?? {
		type: 'text',
		allowed: []
	};
	const lent = ['deleted_at', 'cancelled_at'].includes(name);
	return type === 'text' && !lent ? (allowed[1] ?? 'another') : 2;
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
		expect(ddl).toContain(
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
			const free = columnsOf(table).find(({ key }) => !key)!.name;
			for (const column of when.length ? when : [free]) {
				let update = db.updateTable(at(table)).set({ [column]: otherOf(table, column) } as never);
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
