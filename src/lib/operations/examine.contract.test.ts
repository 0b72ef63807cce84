import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPostgresDatabase, installedEngines } from '../../../tests/support/databases.ts';
import { earnBadge } from '../../../tests/support/earn-badge.ts';
import { inSmallContent } from '../../../tests/support/small-content.ts';
import { guestPhone } from '../../../tests/support/counting-phone.ts';
import { INSTALLATION, sealAudit, writeAudit } from '../accounts/index.server.ts';
import { readKeys } from '../badges/index.server.ts';
import { compose, type Composed } from '../compose.server.ts';
import { DAY, HOUR, systemClock } from '../platform/clock.ts';
import { sqliteFile } from '../platform/db.server.ts';
import { readEnv } from '../platform/env.server.ts';
import { beginRestore, endRestore } from '../platform/half-restored.server.ts';
import { runDueJobs } from '../platform/jobs.server.ts';
import { rotateMaster } from '../platform/secrets.server.ts';
import { resealAll } from '../reseal.server.ts';
import { examine, type Examine } from './examine.server.ts';
import type { Finding } from './finding.ts';

/** By PostgreSQL's own server where one is installed: what it is set to is part of the look. */
describe.each(installedEngines)('doctor (%s)', (engine) => {
	beforeAll(inSmallContent);
	let folder: string;
	let source: Record<string, string>;
	let open: Composed;

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'qadam-doctor-'));
		source = {
			DATA_DIR: join(folder, 'data'),
			QADAM_DEMO: '1',
			...(engine === 'postgres' && { DATABASE_URL: await createPostgresDatabase() })
		};
		open = await compose(readEnv(source));
		const { services } = open;
		await readKeys(source.DATA_DIR!, systemClock());
		const phone = await guestPhone(services, 'learner-1');
		phone.record();
		await phone.send(services);
		await earnBadge(services, 'learner-2', services.catalogue.courses()[0]!);
		await services.db
			.updateTable('learner')
			.set({ contact: services.secrets.seal('+923001234567', 'contact:learner-1') })
			.where('learner_id', '=', 'learner-1')
			.execute();
		await services.db
			.transaction()
			.execute((tx) =>
				writeAudit(
					tx,
					{ ...services, clock: () => systemClock() - HOUR },
					{ organisationId: INSTALLATION, actor: 'operator', act: 'administrator.made', subject: 's1' }
				)
			);
		expect(await sealAudit(services.allLearners, systemClock())).toBe(1);
		const jobs = ['first', 'second'].map((name) => ({ name, every: DAY, lease: HOUR, run: async () => {} }));
		await runDueJobs(services.allLearners, jobs, systemClock);
	});
	afterAll(async () => {
		await open.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const look = (more: Partial<Examine> = {}) => examine({ source, node: '24.21.0', ...more });
	/** What is not as it should be; the fixture's values are what they are. */
	const wrong = async (more: Partial<Examine> = {}) =>
		(await look(more)).filter(({ verdict, about }) => verdict !== 'ok' && about !== 'values');
	const files = () =>
		Object.fromEntries(
			readdirSync(source.DATA_DIR!)
				// Shared memory of SQLite's own, in which a reader marks what it reads.
				.filter((name) => !name.endsWith('-shm'))
				.map((name) => [name, readFileSync(join(source.DATA_DIR!, name), 'utf8')])
		);
	const run = (statement: string) => sql.raw(statement).execute(open.services.allLearners);

	test('an installation that serves is looked at without a change, and nothing is wrong', async () => {
		const before = files();
		expect(await wrong()).toEqual([]);
		expect((await look()).map(({ about }) => about)).toEqual(
			expect.arrayContaining([
				...['configuration', 'node', 'values', 'disk', 'restore', 'deletion list', 'keys', 'integrity'],
				...['clock', 'audit', 'deliveries', 'jobs', 'migrations']
			])
		);
		expect(files()).toEqual(before);
	});

	test('each fault is found, by itself, and says what to do', async () => {
		const at = (name: string) => join(source.DATA_DIR!, name);
		/** Another text of a file, until it is put back. */
		const written = (name: string, text: string) => {
			const before = files()[name];
			writeFileSync(at(name), text, { mode: 0o600 });
			return () => (before === undefined ? rmSync(at(name)) : writeFileSync(at(name), before));
		};
		const removed = (name: string) => {
			const before = files()[name]!;
			rmSync(at(name));
			return () => writeFileSync(at(name), before, { mode: 0o600 });
		};
		const ran = async (statement: string, back: string) => {
			await run(statement);
			return () => run(back);
		};
		const faults: [
			name: string,
			spoil: () => unknown,
			expected: [about: string, verdict: Finding['verdict'], says: RegExp]
		][] = [
			[
				'a restore was interrupted',
				() => {
					beginRestore(source.DATA_DIR!, 'somewhere');
					return () => endRestore(source.DATA_DIR!);
				},
				['restore', 'problem', /npm run restore/]
			],
			[
				'a torn line',
				() => written('deletions.ndjson', '{"learnerId":"x","at":1}\n{"lea'),
				['deletion list', 'warning', /^1 of its lines/]
			],
			[
				'a key that others read',
				() => {
					chmodSync(at('master.key'), 0o644);
					return () => chmodSync(at('master.key'), 0o600);
				},
				['keys', 'problem', /chmod 600/]
			],
			['no master key', () => removed('master.key'), ['keys', 'problem', /put it back from a backup/]],
			[
				'another master key',
				() => written('master.key', 'ab'.repeat(32)),
				['keys', 'problem', /does not open/]
			],
			['no issuer key', () => removed('issuer-keys.json'), ['keys', 'problem', /verify no more/]],
			[
				'no key that signs',
				() => written('issuer-keys.json', '[]'),
				['keys', 'problem', /no key that signs/]
			],
			[
				'the audit was changed',
				() =>
					ran(
						"update audit set subject = 's2' where subject = 's1'",
						"update audit set subject = 's1' where subject = 's2'"
					),
				['audit', 'problem', /Seal 1 of installation/]
			],
			[
				'a delivery is parked',
				() =>
					ran(
						"insert into outbox (learner_id, outbox_id, topic, body, created_at, next_at, parked_at) values ('learner-1', 'o1', 't', '{}', 1, 1, 2)",
						"delete from outbox where learner_id = 'learner-1' and outbox_id = 'o1'"
					),
				['deliveries', 'warning', /^1 are parked/]
			],
			[
				'one job hangs',
				() =>
					ran(
						"update job set run_at = run_at - 86400000 - 3600000 where job_id = 'first'",
						"update job set run_at = run_at + 86400000 + 3600000 where job_id = 'first'"
					),
				['jobs', 'warning', /^first should have run/]
			],
			[
				'no server runs',
				() =>
					ran(
						'update job set run_at = run_at - 86400000 - 3600000',
						'update job set run_at = run_at + 86400000 + 3600000'
					),
				['jobs', 'warning', /start the server/]
			],
			[
				'a job failed',
				() =>
					ran(
						"update job set error = 'TypeError' where job_id = 'first'",
						"update job set error = null where job_id = 'first'"
					),
				['jobs', 'warning', /first \(TypeError\)/]
			],
			[
				'a newer version was here, and only added',
				() =>
					ran(
						"insert into kysely_migration (name, timestamp) values ('999-later', '')",
						"delete from kysely_migration where name = '999-later'"
					),
				['migrations', 'warning', /999-later/]
			],
			[
				'a newer version was here, and took something away',
				() =>
					ran(
						"insert into kysely_migration (name, timestamp) values ('999-later-contract', '')",
						"delete from kysely_migration where name = '999-later-contract'"
					),
				['migrations', 'problem', /999-later-contract took away/]
			]
		];
		for (const [name, spoil, [about, verdict, says]] of faults) {
			const back = (await spoil()) as () => unknown;
			expect(await wrong(), name).toEqual([{ about, verdict, says: expect.stringMatching(says) as string }]);
			await back();
		}
		expect(await wrong()).toEqual([]);

		await run("delete from kysely_migration where name = '016-editions'");
		expect(await wrong()).toMatchObject([{ about: 'migrations', verdict: 'warning' }]);
		await run("insert into kysely_migration (name, timestamp) values ('016-editions', '')");
	});

	test('a master key of several lines is whole, and opens what each of them sealed', async () => {
		const { services } = open;
		expect(rotateMaster(source.DATA_DIR!)).toBe(2);
		expect(await wrong()).toEqual([]);
		expect((await resealAll(services)).done).toBe(1);
		expect(await wrong()).toEqual([]);
	});

	test('what is set wrongly is named all at once, and the rest is looked at all the same', async () => {
		const findings = await wrong({
			source: { ...source, PORT: '99999999', VENDURE_FROM: 'all' },
			node: '20.1.0'
		});
		expect(findings.map(({ about, verdict, says }) => [about, verdict, says.split(' ')[0]])).toEqual([
			['configuration', 'problem', 'PORT'],
			['configuration', 'problem', 'VENDURE_FROM'],
			['node', 'warning', 'Node']
		]);
		const { QADAM_DEMO: _, ...real } = source;
		expect(await wrong({ source: { ...real, SMS_ADAPTER: '/nowhere/sms.mjs' } })).toMatchObject([
			{ about: 'configuration', verdict: 'warning', says: expect.stringMatching(/^ORIGIN/) as string },
			{ about: 'configuration', verdict: 'problem', says: expect.stringMatching(/sms\.mjs/) as string }
		]);
		expect(await wrong({ source: { ...source, ORIGIN: 'https://qadam.example' } })).toMatchObject([
			{ about: 'configuration', verdict: 'warning', says: expect.stringMatching(/^QADAM_DEMO/) as string }
		]);
		expect(await wrong({ source: { ...source, DATABASE_URL: 'mysql://x' } })).toMatchObject([
			{ about: 'configuration', verdict: 'problem' },
			{ about: 'database', verdict: 'warning' }
		]);
		expect(await wrong({ source: { ...source, DATA_DIR: join(folder, 'none') } })).toMatchObject([
			{ about: 'data folder', verdict: 'problem' }
		]);
	});

	test('a clock that is behind is a problem: what is there stands in the future', async () => {
		const behind = await wrong({ clock: () => systemClock() - 2 * HOUR });
		expect(new Set(behind.map(({ about, verdict }) => `${about} ${verdict}`))).toEqual(
			new Set(['clock problem'])
		);
		expect(behind.map(({ says }) => says).join('\n')).toMatch(/^1 events and 2 jobs stand in the future/m);
		expect(behind).toHaveLength(engine === 'postgres' ? 2 : 1);
	});

	test.runIf(engine === 'postgres')(
		'a PostgreSQL that answers too early, or not at all, is a problem',
		async () => {
			const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
				open.services.allLearners
			);
			await run(`alter database ${rows[0]!.name} set synchronous_commit = off`);
			expect(await wrong()).toMatchObject([
				{
					about: 'integrity',
					verdict: 'problem',
					says: expect.stringMatching(/synchronous_commit=off/) as string
				}
			]);
			await run(`alter database ${rows[0]!.name} reset synchronous_commit`);
			expect(
				await wrong({ source: { ...source, DATABASE_URL: 'postgres://127.0.0.1:1/none' } })
			).toMatchObject([
				{ about: 'database', verdict: 'problem', says: expect.stringMatching(/ECONNREFUSED/) as string }
			]);
		}
	);

	test.runIf(engine === 'sqlite')(
		'keys that were made and are lost are a problem, before there is a badge',
		async () => {
			const DATA_DIR = join(folder, 'no-badge');
			mkdirSync(DATA_DIR);
			await run(`vacuum into '${sqliteFile(DATA_DIR)}'`);
			const copy = new Database(sqliteFile(DATA_DIR));
			copy.exec('delete from award; delete from credential');
			copy.close();
			writeFileSync(join(DATA_DIR, 'master.key'), readFileSync(join(source.DATA_DIR!, 'master.key')), {
				mode: 0o600
			});
			expect(await wrong({ source: { ...source, DATA_DIR } })).toMatchObject([
				{ about: 'keys', verdict: 'problem', says: expect.stringMatching(/verify no more/) as string }
			]);
		}
	);

	test.runIf(engine === 'sqlite')(
		'a damaged file is a problem, also one that is none of SQLite',
		async () => {
			const DATA_DIR = join(folder, 'damaged');
			const file = sqliteFile(DATA_DIR);
			mkdirSync(DATA_DIR);
			await run(`vacuum into '${file}'`);
			for (const name of ['master.key', 'issuer-keys.json'])
				writeFileSync(join(DATA_DIR, name), readFileSync(join(source.DATA_DIR!, name)), { mode: 0o600 });
			const damaged = () => wrong({ source: { ...source, DATA_DIR } });
			expect(await damaged()).toEqual([]);
			const whole = readFileSync(file);
			const index = new Database(file, { readonly: true });
			const page = index
				.prepare("select rootpage from sqlite_master where name = 'event'")
				.pluck()
				.get() as number;
			index.close();
			writeFileSync(file, Buffer.from(whole).fill(0x5a, (page - 1) * 4096, page * 4096));
			expect((await damaged())[0]).toMatchObject({ about: 'integrity', verdict: 'problem' });
			writeFileSync(file, 'none of SQLite '.repeat(100));
			expect(await damaged()).toMatchObject([{ about: 'database', verdict: 'problem' }]);
			rmSync(file);
			expect((await damaged())[0]).toMatchObject({
				about: 'database',
				says: expect.stringMatching(/^There is no/) as string
			});
		}
	);
});
