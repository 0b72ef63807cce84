import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { execFile } from 'node:child_process';
import {
	copyFileSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { guestPhone, heldIds } from '../../../../tests/support/counting-phone.ts';
import { createPostgresDatabase, installedEngines } from '../../../../tests/support/databases.ts';
import { earnBadge } from '../../../../tests/support/earn-badge.ts';
import { inSmallContent } from '../../../../tests/support/small-content.ts';
import { compose, type Composed } from '../../compose.server.ts';
import { rebuildAndCompare } from '../../projections.server.ts';
import { foldDirty, refoldAll } from '../../reports/index.server.ts';
import type { Services } from '../../services.server.ts';
import { openPostgres, sqliteFile, type Db } from '../db.server.ts';
import { readEnv, type Env } from '../env.server.ts';
import { beginRestore } from '../half-restored.server.ts';
import { migrate } from '../migrate.server.ts';
import type { Schema } from '../schema.ts';
import { tables } from '../tables.ts';
import { moveToPostgres } from './move-to-postgres.server.ts';

const NOW = 1_795_000_000_000;
const run = promisify(execFile);
const COMMAND = fileURLToPath(new URL('../../../cli/move-to-postgres.ts', import.meta.url));

/** Every row of every table as text, apart from the code that is tried here. */
async function contents(db: Db): Promise<Record<string, string[]>> {
	const held: Record<string, string[]> = {};
	for (const table of tables.keys()) {
		const rows = await db
			.selectFrom(table as keyof Schema)
			.selectAll()
			.execute();
		const text = (value: unknown) =>
			value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
		held[table] = rows
			.map((row) =>
				JSON.stringify(
					Object.entries(row)
						.sort()
						.map(([name, value]) => [name, text(value)])
				)
			)
			.sort();
	}
	return held;
}

describe.runIf(installedEngines.includes('postgres'))('from SQLite to PostgreSQL', () => {
	beforeAll(inSmallContent);
	const folders: string[] = [];
	let folder: string;
	let sqlite: Env;
	let postgres: Env;
	let open: Composed | undefined;
	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'qadam-move-'));
		folders.push(folder);
		const settings = { DATA_DIR: join(folder, 'data'), QADAM_DEMO: '1' };
		sqlite = readEnv(settings);
		postgres = readEnv({ ...settings, DATABASE_URL: await createPostgresDatabase() });
		return () => stop();
	});
	afterAll(() => folders.forEach((one) => rmSync(one, { recursive: true, force: true })));

	const start = async (env: Env): Promise<Services> => {
		open = await compose(env, { clock: () => NOW });
		return open.services;
	};
	const stop = async () => {
		await open?.close();
		open = undefined;
	};
	const move = () =>
		moveToPostgres({ env: { dataDir: sqlite.dataDir, databaseUrl: postgres.databaseUrl! }, now: NOW });
	const refusal = async () => {
		const done = await move();
		return done.ok ? 'moved' : done.refusal;
	};
	const inPostgres = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
		const { db, close } = await openPostgres(postgres.databaseUrl!);
		return work(db).finally(close);
	};
	const raw = (text: string) => inPostgres((db) => sql.raw(text).execute(db));
	/** The file as another program writes it. */
	const edit = (statement: string) => {
		const file = new Database(sqliteFile(sqlite.dataDir));
		file.exec(statement);
		file.close();
	};

	test('S9 phones go on with epoch and cursor, bytes are bytes, and nothing is lost or counted twice', async () => {
		let services = await start(sqlite);
		const phones = await Promise.all(['learner-1', 'learner-2'].map((id) => guestPhone(services, id)));
		for (const phone of phones) {
			for (let n = 0; n < 30; n++) phone.record();
			await phone.send(services, phone.events.slice(0, 20));
		}
		await earnBadge(services, 'learner-3', services.catalogue.courses()[0]!);
		const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, n) => n % 256));
		for (const [n, one] of [bytes, Buffer.alloc(0), Buffer.from('\\x00"{},NULL')].entries())
			await services.db
				.insertInto('blob')
				.values({
					learner_id: 'learner-1',
					blob_id: `b${n}`,
					type: 'image/webp',
					sha256: '',
					bytes: one,
					created_at: NOW
				})
				.execute();
		const words = ['', 'NULL', 'قدم، "step" \\ {,}', 'z', 'Z', 'é', '\u{1f600}', '\uffee'];
		for (const [n, value] of words.entries())
			await services.allLearners
				.insertInto('setting')
				.values({ name: `${value}-${n}`, value })
				.execute();
		await services.allLearners
			.insertInto('setting')
			.values({ name: 'long', value: 'x'.repeat(5_000_000) })
			.execute();
		await foldDirty(services, Infinity);
		await services.db
			.updateTable('learner')
			.set({ locale: 'en' })
			.where('learner_id', '=', 'learner-2')
			.execute();
		const { epoch } = services;
		const before = await contents(services.allLearners);
		expect(before.report_dirty).toHaveLength(1);
		await stop();

		const { stdout } = await run(process.execPath, [COMMAND], {
			env: { ...process.env, DATA_DIR: sqlite.dataDir, DATABASE_URL: postgres.databaseUrl }
		});
		const told = new Map(
			[...stdout.matchAll(/^(\w+) +(\d+) {2}[0-9a-f]{64}$/gm)].map(([, table, rows]) => [table, Number(rows)])
		);
		expect(Object.fromEntries(told)).toEqual(
			Object.fromEntries(Object.entries(before).map(([table, rows]) => [table, rows.length]))
		);
		expect(existsSync(sqliteFile(sqlite.dataDir))).toBe(false);
		const aside = readdirSync(sqlite.dataDir).find((name) => name.startsWith('before-move-'))!;
		expect(readdirSync(join(sqlite.dataDir, aside))).toEqual(['qadam.sqlite']);

		expect(await inPostgres(contents)).toEqual(before);
		services = await start(postgres);
		expect(services.epoch).toBe(epoch);
		for (const phone of phones) {
			expect(await heldIds(services, phone.learnerId)).toEqual(phone.safe);
			const { pos } = phone;
			// What it had not sent yet, and once more all it holds.
			await phone.send(services);
			await phone.send(services, phone.events);
			expect([phone.epoch, phone.pos]).toEqual([epoch, pos + 10]);
			expect(await heldIds(services, phone.learnerId)).toEqual(phone.events.map(({ id }) => id));
		}
		expect(await rebuildAndCompare(services)).toMatchObject({ changed: 0, redeemed: 0 });
		// The database marks again whom reports have to fold.
		await foldDirty(services, Infinity);
		await services.db
			.updateTable('learner')
			.set({ locale: 'ur' })
			.where('learner_id', '=', 'learner-2')
			.execute();
		expect(await services.allLearners.selectFrom('report_dirty').select('learner_id').execute()).toHaveLength(
			1
		);
		await foldDirty(services, Infinity);
		expect((await refoldAll(services)).changed).toBe(0);
	});

	test('what cannot be moved is refused, and both sides stay as they were', async () => {
		const file = sqliteFile(sqlite.dataDir);
		expect(await refusal()).toMatchObject({ tag: 'no_source' });
		await start(sqlite);
		expect(await refusal()).toMatchObject({ tag: 'in_use' });
		await stop();
		const whole = join(folder, 'whole');
		copyFileSync(file, whole);
		const tried = async (spoil: () => void): Promise<unknown> => {
			copyFileSync(whole, file);
			spoil();
			const spoiled = readFileSync(file);
			const said = await refusal();
			expect(readFileSync(file).equals(spoiled)).toBe(true);
			return said;
		};
		expect(await tried(() => edit("delete from kysely_migration where name = '016-editions'"))).toMatchObject(
			{
				tag: 'other_state',
				pending: ['016-editions']
			}
		);
		expect(
			await tried(() => edit("insert into kysely_migration (name, timestamp) values ('999-later', '')"))
		).toMatchObject({ tag: 'other_state', unknown: ['999-later'] });
		const bytes = readFileSync(whole);
		expect(await tried(() => writeFileSync(file, bytes.subarray(0, bytes.length - 4096 * 3)))).toMatchObject({
			tag: 'unreadable'
		});
		expect(
			await tried(() => writeFileSync(file, 'not a database, and longer than a header '.repeat(40)))
		).toMatchObject({
			tag: 'unreadable'
		});
		expect(await tried(() => edit('drop table kysely_migration'))).toMatchObject({ tag: 'unreadable' });
		copyFileSync(whole, file);
		beginRestore(sqlite.dataDir, 'somewhere');
		await expect(move()).rejects.toThrow(/run it again/);
		rmSync(join(sqlite.dataDir, 'restoring'));

		const { rows } = await raw("select relname from pg_class where relnamespace = 'public'::regnamespace");
		expect(rows).toEqual([]);
		await raw('create table somebodys (x int)');
		expect(await refusal()).toEqual({ tag: 'not_empty', tables: ['somebodys'] });
		await raw('drop table somebodys');
		await inPostgres((db) => migrate(db, { engine: 'postgres' }));
		await raw("insert into setting (name, value) values ('epoch', 'x')");
		expect(await refusal()).toEqual({ tag: 'not_empty', tables: ['setting'] });
		await raw('delete from setting');
		expect(await refusal()).toBe('moved');
	});

	test('a copy that fails, or that is not what was written, leaves nothing behind; then it is done again', async () => {
		const services = await start(sqlite);
		await guestPhone(services, 'learner-1');
		await stop();
		// PostgreSQL takes no such text.
		edit("insert into setting (name, value) values ('bad', 'a' || char(0))");
		await expect(move()).rejects.toThrow(/0x00/);
		edit("delete from setting where name = 'bad'");
		await raw(
			"create function change() returns trigger language plpgsql as $$ begin new.value = new.value || ' '; return new; end $$"
		);
		await raw('create trigger changes before insert on setting for each row execute function change()');
		expect(await refusal()).toEqual({ tag: 'differs', tables: ['setting'] });
		for (const rows of Object.values(await inPostgres(contents))) expect(rows).toEqual([]);
		await raw('drop trigger changes on setting');
		expect(await refusal()).toBe('moved');
		expect((await inPostgres(contents)).learner).toHaveLength(1);
	});
});
