import { execFile } from 'node:child_process';
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPostgresDatabase, installedEngines } from '../../tests/support/databases.ts';
import { earnBadge } from '../../tests/support/earn-badge.ts';
import { guestPhone, heldIds as held, type CountingPhone } from '../../tests/support/counting-phone.ts';
import { inSmallContent } from '../../tests/support/small-content.ts';
import { verifyIndependently } from '../../tests/support/independent-verifier.ts';
import { aboutContact, eraseLearner, findOpenLearner, INSTALLATION } from './accounts/index.server.ts';
import {
	changeAward,
	credentialOf,
	readKeys,
	rotateKeys,
	statusListCredential
} from './badges/index.server.ts';
import { didDocument } from './badges/did.ts';
import { compose, type Composed } from './compose.server.ts';
import { makeBackup } from './platform/backup/index.server.ts';
import { readEnv, type Env } from './platform/env.server.ts';
import { beginRestore } from './platform/half-restored.server.ts';
import { sha256HexSync } from './platform/hash.server.ts';
import { rotateMaster } from './platform/secrets.server.ts';
import { rebuildAndCompare } from './projections.server.ts';
import { resealAll } from './reseal.server.ts';
import { mayRestore, restore, type Restored } from './restore.server.ts';
import type { Services } from './services.server.ts';

const ORIGIN = 'http://localhost:3000';
const NOW = 1_795_000_000_000;
const run = promisify(execFile);
const BACKUP = fileURLToPath(new URL('../cli/backup.ts', import.meta.url));

/** Every file of a folder by its hash. */
const contents = (folder: string): Record<string, string> =>
	Object.fromEntries(
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name))
			.map((file) => [file, sha256HexSync(readFileSync(file))])
	);

/** PostgreSQL by its own tools, where one is installed. */
describe.each(installedEngines)('backup and restore (%s)', (engine) => {
	beforeAll(inSmallContent);
	const folders: string[] = [];
	let env: Env;
	let backups: string;
	let open: Composed | undefined;
	beforeEach(async () => {
		const folder = mkdtempSync(join(tmpdir(), 'qadam-backup-'));
		folders.push(folder);
		backups = join(folder, 'backups');
		env = readEnv({
			DATA_DIR: join(folder, 'data'),
			QADAM_DEMO: '1',
			ORIGIN,
			...(engine === 'postgres' && { DATABASE_URL: await createPostgresDatabase() })
		});
		return () => stop();
	});
	afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

	const start = async (): Promise<Services> => {
		open = await compose(env, { clock: () => NOW });
		return open.services;
	};
	const stop = async () => {
		await open?.close();
		open = undefined;
	};
	const backUp = async () => (await makeBackup({ env, to: backups, now: NOW })).folder;
	const putBack = async (from: string): Promise<Restored> => {
		const done = await restore({ env, from, now: NOW });
		if (!done.ok) throw new Error(done.refusal.tag);
		return done.value;
	};

	test('S9 a backup made under load is a prefix of what was acknowledged; the rest comes back from the phones', async () => {
		let services = await start();
		const phones = await Promise.all(
			['learner-1', 'learner-2', 'learner-3'].map((id) => guestPhone(services, id))
		);
		const hammer = async (phone: CountingPhone, until: () => boolean) => {
			while (!until()) {
				for (let n = 0; n <= phone.events.length % 3; n++) phone.record();
				await phone.send(services);
				await new Promise((turn) => setImmediate(turn));
			}
		};
		let finished = false;
		const load = Promise.all(phones.map((phone) => hammer(phone, () => finished)));
		const enough = (n: number) =>
			expect
				.poll(() => Math.min(...phones.map((p) => p.safe.length)), { timeout: 30_000 })
				.toBeGreaterThan(n);
		await enough(20);
		const before = phones.map((phone) => phone.safe.length);
		const { stdout } = await run(process.execPath, [BACKUP, '--to', backups], {
			env: { ...process.env, DATA_DIR: env.dataDir, DATABASE_URL: env.databaseUrl ?? '' }
		});
		const folder = stdout.trim().split('\n').at(-1)!;
		await enough(Math.max(...phones.map((p) => p.safe.length)) + 5);
		finished = true;
		await load;
		await stop();
		expect(Math.min(...before)).toBeGreaterThan(20);

		const { manifest } = await putBack(folder);
		services = await start();
		let events = 0;
		for (const [i, phone] of phones.entries()) {
			const now = await held(services, phone.learnerId);
			expect(now).toEqual(phone.safe.slice(0, now.length));
			expect(now.length).toBeGreaterThanOrEqual(before[i]!);
			expect(now.length).toBeLessThan(phone.safe.length);
			events += now.length;
		}
		expect(manifest.rows.event).toBe(events);
		expect((await rebuildAndCompare(services)).changed).toBe(0);

		for (const phone of phones) {
			for (let from = 0; from < phone.events.length; from += 100)
				await phone.send(services, phone.events.slice(from, from + 100));
			expect(await held(services, phone.learnerId)).toEqual(phone.safe);
		}
		expect((await rebuildAndCompare(services)).changed).toBe(0);
	});

	test('S9 each restore begins an epoch of its own, also the same backup twice; what stood there is kept', async () => {
		let services = await start();
		const phone = await guestPhone(services, 'learner-1');
		phone.record();
		await phone.send(services);
		const folder = await backUp();
		phone.record();
		await phone.send(services);
		await stop();
		const epochs = [phone.epoch];
		const asides = [];
		for (let n = 1; n <= 2; n++) {
			asides.push((await putBack(folder)).aside);
			services = await start();
			expect(await held(services, 'learner-1')).toEqual(phone.safe.slice(0, 1));
			await phone.send(services, phone.events);
			expect(await held(services, 'learner-1')).toEqual(phone.safe);
			epochs.push(phone.epoch);
			await stop();
		}
		expect(new Set(epochs).size).toBe(3);
		expect(new Set(asides).size).toBe(2);
		expect(readFileSync(join(asides[0]!, 'master.key'))).toEqual(
			readFileSync(join(env.dataDir, 'master.key'))
		);
		expect(readdirSync(env.dataDir).filter((name) => /^\.|restoring/.test(name))).toEqual([]);
	});

	test('K3 a backup made before a rotation restores with its own key; where it was rotated, the new one goes on sealing', async () => {
		const contactOf = async (services: Services) => {
			const { contact } = (await findOpenLearner(services.db, 'learner-1'))!;
			return { by: contact!.split('.')[0], says: services.secrets.open(contact!, aboutContact('learner-1')) };
		};
		const [number, hers] = ['+923001234567', aboutContact('learner-1')];
		let services = await start();
		await guestPhone(services, 'learner-1');
		const contact = services.secrets.seal(number, hers);
		await services.db.updateTable('learner').set({ contact }).where('learner_id', '=', 'learner-1').execute();
		const folder = await backUp();
		const own = readFileSync(join(folder, 'master.key'), 'utf8');
		rotateMaster(env.dataDir);
		expect((await resealAll(services)).done).toBe(1);
		expect(await contactOf(services)).toEqual({ by: '2', says: number });
		await stop();

		await putBack(folder);
		services = await start();
		expect(readFileSync(join(env.dataDir, 'master.key'), 'utf8')).not.toBe(own);
		expect(await contactOf(services)).toEqual({ by: '1', says: number });
		expect((await resealAll(services)).done).toBe(1);
		expect(await contactOf(services)).toEqual({ by: '2', says: number });
		await stop();

		// On another machine there is the backup alone.
		rmSync(join(env.dataDir, 'master.key'));
		await putBack(folder);
		services = await start();
		expect(readFileSync(join(env.dataDir, 'master.key'), 'utf8')).toBe(own);
		expect(await contactOf(services)).toEqual({ by: '1', says: number });
	});

	test("a backup is its owner's alone, and whole", async () => {
		await start();
		const folder = await backUp();
		expect(statSync(folder).mode & 0o777).toBe(0o700);
		for (const file of Object.keys(contents(folder))) expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(readdirSync(backups)).toHaveLength(1);
		expect((await mayRestore({ env: { ...env, dataDir: join(backups, 'none') }, from: folder })).ok).toBe(
			env.databaseUrl === undefined
		);
	});

	test('a damaged backup is refused and nothing is touched', async () => {
		await start();
		const folder = await backUp();
		await stop();
		const database = readdirSync(folder).find((name) => name.startsWith('qadam.'))!;
		const damages: Record<string, (copy: string) => void> = {
			damaged: (copy) => {
				const bytes = readFileSync(join(copy, database));
				bytes[bytes.length >> 1]! ^= 1;
				writeFileSync(join(copy, database), bytes);
			},
			'damaged: cut short': (copy) => truncateSync(join(copy, database), 4096),
			'damaged: no key': (copy) => rmSync(join(copy, 'master.key')),
			'damaged: a file more': (copy) => writeFileSync(join(copy, 'banks'), ''),
			'no_backup: no manifest': (copy) => rmSync(join(copy, 'manifest.json')),
			'no_backup: cut short': (copy) => truncateSync(join(copy, 'manifest.json'), 40),
			newer: (copy) => {
				const file = join(copy, 'manifest.json');
				writeFileSync(file, readFileSync(file, 'utf8').replace('"001-spine"', '"999-later", "001-spine"'));
			}
		};
		const before = contents(env.dataDir);
		for (const [what, damage] of Object.entries(damages)) {
			const copy = join(backups, `copy of ${what.replace(/\W/g, '-')}`);
			cpSync(folder, copy, { recursive: true });
			damage(copy);
			const done = await restore({ env, from: copy, now: NOW });
			expect(done.ok ? 'restored' : done.refusal.tag, what).toBe(what.split(':')[0]);
		}
		expect(contents(env.dataDir)).toEqual(before);
	});

	test('a restore is refused while a server has the installation open, and of another engine', async () => {
		await start();
		const folder = await backUp();
		const while_ = await restore({ env, from: folder, now: NOW });
		expect(!while_.ok && while_.refusal.tag).toBe('in_use');
		await stop();
		const other = env.databaseUrl ? undefined : 'postgres://127.0.0.1:1/none';
		const wrong = await restore({ env: { ...env, databaseUrl: other }, from: folder, now: NOW });
		expect(!wrong.ok && wrong.refusal.tag).toBe('other_engine');
		expect(readdirSync(env.dataDir).filter((name) => /restor/.test(name))).toEqual([]);
	});

	test('nothing is served in the middle of a restore; run again, it is made whole', async () => {
		await start();
		const folder = await backUp();
		await stop();
		beginRestore(env.dataDir, folder);
		await expect(start()).rejects.toThrow(/run it again/);
		await putBack(folder);
		expect((await start()).epoch).toBeTruthy();
	});

	test('K5 who was erased after the backup does not come back with it', async () => {
		let services = await start();
		const [gone, stays] = [
			await guestPhone(services, 'learner-gone'),
			await guestPhone(services, 'learner-stays')
		];
		for (const phone of [gone, stays]) {
			phone.record();
			await phone.send(services);
		}
		const folder = await backUp();
		await eraseLearner(services, 'learner-gone');
		expect(await held(services, 'learner-gone')).toEqual([]);
		await stop();
		expect((await putBack(folder)).forgotten).toBe(1);
		services = await start();
		expect(await held(services, 'learner-gone')).toEqual([]);
		expect(await held(services, 'learner-stays')).toEqual(stays.safe);
		await stop();

		// And on another machine, which has only the newest backup and an old one.
		await start();
		const newest = await backUp();
		await stop();
		env = { ...env, dataDir: `${env.dataDir}-elsewhere` };
		await putBack(newest);
		expect((await putBack(folder)).forgotten).toBe(1);
	});

	test('S9, B4 after a restore new badges stand in a new list, and each that was signed before is still answered', async () => {
		let services = await start();
		const course = services.catalogue.courses()[0]!;
		await services.db
			.insertInto('staff_role')
			.values({ organisation_id: INSTALLATION, staff_id: 's1', role: 'administrator', granted_at: NOW })
			.execute();
		const sign = async (learnerId: string) => {
			const award = await earnBadge(services, learnerId, course);
			const credential = await credentialOf(services, award);
			if (!credential.ok) throw new Error(credential.refusal.tag);
			return { award, signed: credential.value };
		};
		const takeBack = (awardId: string) =>
			changeAward(services, [], { awardId, act: 'revoke', by: 's1', reason: 'Copied answers' });
		const verdict = async (signed: Awaited<ReturnType<typeof sign>>['signed']) =>
			verifyIndependently(signed, {
				did: didDocument(
					ORIGIN,
					(await readKeys(env.dataDir, NOW)).map((k) => k.publicKeyMultibase)
				),
				statusList: async (url) => (await statusListCredential(services, url.split('/').at(-1)!))!
			});
		const status = ({ credentialStatus }: Awaited<ReturnType<typeof sign>>['signed']) =>
			credentialStatus as { statusListCredential: string; statusListIndex: string };

		const [kept, revoked] = [await sign('l1'), await sign('l2')];
		await takeBack(revoked.award.award_id);
		const folder = await backUp();
		await rotateKeys(env.dataDir, NOW + 1);
		const lost = await sign('l3');
		await stop();
		await putBack(folder);
		services = await start();

		expect(await verdict(kept.signed)).toBe('valid');
		expect(await verdict(revoked.signed)).toBe('revoked');
		expect(await verdict(lost.signed)).toBe('valid');
		// Her phone sends again; the award has the id it had, and its signature a place in a new list.
		const again = await sign('l3');
		expect(again.award.award_id).toBe(lost.award.award_id);
		expect(status(again.signed).statusListCredential).not.toBe(status(lost.signed).statusListCredential);
		const oldList = status(kept.signed).statusListCredential;
		for (const learnerId of ['l4', 'l5'])
			expect(status((await sign(learnerId)).signed).statusListCredential).not.toBe(oldList);
		expect(await verdict(again.signed)).toBe('valid');

		await takeBack(kept.award.award_id);
		expect(await verdict(kept.signed)).toBe('revoked');
		expect(await verdict(again.signed)).toBe('valid');
	});
});
