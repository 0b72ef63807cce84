import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPostgresDatabase, installedEngines } from '../../tests/support/databases.ts';
import { inSmallContent } from '../../tests/support/small-content.ts';
import { readKeys } from './badges/index.server.ts';
import { compose } from './compose.server.ts';
import { makeBackup } from './platform/backup/index.server.ts';
import { openDatabase } from './platform/db.server.ts';
import { readEnv, type Env } from './platform/env.server.ts';
import { migrate } from './platform/migrate.server.ts';
import type { Services } from './services.server.ts';

const NOW = 1_795_000_000_000;
const SEALED = 'contact:l1';

describe.each(installedEngines)('keys that are lost (%s)', (engine) => {
	beforeAll(inSmallContent);
	const folders: string[] = [];
	let env: Env;
	beforeEach(async () => {
		const folder = mkdtempSync(join(tmpdir(), 'qadam-keys-'));
		folders.push(folder);
		env = readEnv({
			DATA_DIR: folder,
			QADAM_DEMO: '1',
			...(engine === 'postgres' && { DATABASE_URL: await createPostgresDatabase() })
		});
	});
	afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

	const started = async <T>(work: (services: Services) => Promise<T>): Promise<T> => {
		const { services, close } = await compose(env, { clock: () => NOW });
		try {
			return await work(services);
		} finally {
			await close();
		}
	};
	const file = (name: string) => join(env.dataDir, name);
	const refusal = () =>
		started(async () => 'started').catch((error: Error) => `${error.name}: ${error.message}`);

	test('K3 the master key is made at the first start alone: missing, damaged or of another, nothing starts until it is back', async () => {
		const sealed = await started(async ({ secrets }) => secrets.seal('03001234567', SEALED));
		const kept = readFileSync(file('master.key'), 'utf8');

		rmSync(file('master.key'));
		expect(await refusal()).toMatch(/^RefusedStart: .*master\.key is missing\. Without it contacts/);
		const backups = join(env.dataDir, 'backups');
		await expect(makeBackup({ env, to: backups, now: NOW })).rejects.toThrow(/master\.key is missing/);
		expect(existsSync(backups)).toBe(false);
		expect(existsSync(file('master.key'))).toBe(false);
		for (const text of ['', kept.slice(0, 20)]) {
			writeFileSync(file('master.key'), text);
			expect(await refusal()).toMatch(/^RefusedStart: .*master\.key is damaged/);
		}
		writeFileSync(file('master.key'), 'ab'.repeat(32));
		expect(await refusal()).toMatch(/^RefusedStart: master\.key in .* is not the key of this database/);

		writeFileSync(file('master.key'), kept);
		expect(await started(async ({ secrets }) => secrets.open(sealed, SEALED))).toBe('03001234567');
	});

	test('K3 a database of before it knew its key: where somebody is in it, none is made', async () => {
		await started(async ({ allLearners }) => {
			const guest = { learner_id: 'l1', kind: 'guest', locale: 'ur', tile_seed: 1, created_at: NOW } as const;
			await allLearners.insertInto('learner').values(guest).execute();
			await allLearners.deleteFrom('setting').where('name', '=', 'master-key').execute();
		});
		const kept = readFileSync(file('master.key'), 'utf8');
		rmSync(file('master.key'));
		expect(await refusal()).toMatch(/master\.key is missing/);
		writeFileSync(file('master.key'), kept);
		expect(await refusal()).toBe('started');
	});

	test('a first start that was interrupted begins anew', async () => {
		const opened = await openDatabase(env.databaseUrl, env.dataDir);
		await migrate(opened.db, opened);
		await opened.close();
		const all = await Promise.all([refusal(), refusal(), refusal()]);
		expect(all).toEqual(['started', 'started', 'started']);
		expect(readdirSync(env.dataDir).filter((name) => name.startsWith('master.key'))).toEqual(['master.key']);
	});

	test('B3 keys of badges are not made anew where there were some, at a start and while it serves', async () => {
		const before = await started(() => readKeys(env.dataDir, NOW));
		const kept = readFileSync(file('issuer-keys.json'), 'utf8');
		await started(async () => {
			rmSync(file('issuer-keys.json'));
			await expect(readKeys(env.dataDir, NOW)).rejects.toThrow(/issuer-keys\.json is missing/);
		});
		// As another process: this one has read keys in the folder of before.
		const moved = `${env.dataDir}-moved`;
		renameSync(env.dataDir, moved);
		folders.push(moved);
		env = { ...env, dataDir: moved };
		expect(await refusal()).toMatch(/^RefusedStart: .*issuer-keys\.json is missing/);
		writeFileSync(file('issuer-keys.json'), kept.slice(0, 30));
		expect(await refusal()).toMatch(/^RefusedStart: .*issuer-keys\.json is damaged/);
		writeFileSync(file('issuer-keys.json'), kept);
		expect(await started(() => readKeys(env.dataDir, NOW))).toEqual(before);
	});
});
