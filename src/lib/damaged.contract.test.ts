import Database from 'better-sqlite3';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inSmallContent } from '../../tests/support/small-content.ts';
import { compose } from './compose.server.ts';
import { makeBackup } from './platform/backup/index.server.ts';
import { sqliteFile } from './platform/db.server.ts';
import { readEnv } from './platform/env.server.ts';

const NOW = 1_795_000_000_000;

beforeAll(inSmallContent);
const folder = mkdtempSync(join(tmpdir(), 'qadam-damage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const env = readEnv({ DATA_DIR: join(folder, 'data'), QADAM_DEMO: '1' });
const file = sqliteFile(env.dataDir);
const backups = join(folder, 'backups');

const overwrite = (from: number, bytes: number) => {
	const fd = openSync(file, 'r+');
	writeSync(fd, Buffer.alloc(bytes, 0xa5), 0, bytes, from);
	closeSync(fd);
};
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => 'done',
		(error: Error) => `${error.name}: ${error.message}`
	);
const backUp = () => refusal(makeBackup({ env, to: backups, now: NOW }));
const start = () => refusal(compose(env).then(({ close }) => close()));

test('a damaged SQLite file: no backup of it is made, a start that meets it says so, and both name what to do', async () => {
	const { services, close } = await compose(env);
	await services.allLearners
		.insertInto('learner')
		.values(
			Array.from({ length: 300 }, (_, i) => ({
				...{ learner_id: `l${i}`, kind: 'guest' as const, locale: 'ur', tile_seed: 1, created_at: NOW }
			}))
		)
		.execute();
	await close();
	expect(await backUp()).toBe('done');

	// A page that the start does not read, and that counting does not either: the copy is held against itself.
	const db = new Database(file);
	const size = Number(db.pragma('page_size', { simple: true }));
	const page = Number(db.prepare("select max(pageno) from dbstat where name = 'learner'").pluck().get());
	db.close();
	overwrite((page - 1) * size, size);
	expect(await start()).toBe('done');
	expect(await backUp()).toMatch(/^RefusedStart: The database .*qadam\.sqlite is damaged .*backup back/);
	expect(readdirSync(backups)).toHaveLength(1);

	overwrite(0, 100);
	expect(await start()).toMatch(/^RefusedStart: The database .*qadam\.sqlite is damaged .*backup back/);
	expect(await backUp()).toMatch(/^RefusedStart: The database .* is damaged/);
	expect(readdirSync(backups)).toHaveLength(1);
});
