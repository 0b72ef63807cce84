import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { findBrokenSeal, sealAudit, writeAudit } from '../accounts/index.server.ts';
import { readKeys, signingKey, signText } from '../badges/index.server.ts';
import { didDocument } from '../badges/did.ts';
import type { StaffAt } from '../cohorts/index.server.ts';
import { DAY } from '../platform/clock.ts';
import { readEnv } from '../platform/env.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import type { Services } from '../services.server.ts';
import { editionKit, PERIOD } from './edition-kit.server.ts';
import { listEditions } from './edition.repository.server.ts';
import { readLogframe, setTargets } from './logframe.server.ts';
import { readBehind, readLive } from './read-live.server.ts';
import { endReportKey, makeReportKey, openReportKey } from './report-key.server.ts';
import {
	compareSnapshot,
	freezeReport,
	listSnapshots,
	LONGEST_NAME,
	readSnapshot,
	snapshotFile
} from './snapshot.server.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'qadam-snapshot-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const catalogue = { course: () => undefined, earned: () => [] } as unknown as Services['catalogue'];
const env = readEnv({ DATA_DIR: dataDir, ORIGIN: 'https://qadam.example' });
const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: { tag: string } }): T => {
	if (!result.ok) throw new Error(result.refusal.tag);
	return result.value;
};
const forbidden = { ok: false, refusal: { tag: 'forbidden' } };

describeEachDatabase('what officers make of reports', (get) => {
	const kit = editionKit(get);
	const services = () => ({ ...kit.services(), env, catalogue });
	const freeze = (at: StaffAt, name: string) => freezeReport(services(), at, { period: PERIOD, name });
	const acts = async (at: StaffAt) =>
		(
			await get()
				.allLearners.selectFrom('audit')
				.select('act')
				.where('organisation_id', '=', at.organisationId)
				.execute()
		)
			.map(({ act }) => act)
			.sort();

	async function counted(role: StaffAt['roles'][number] = 'programme_officer'): Promise<StaffAt> {
		const at = await kit.organisation(role);
		await kit.live(at, [...kit.times(43, { indicators: ['enrolled', 'badge_any'] }), ...kit.times(17, {})]);
		value(await kit.make(at));
		return at;
	}

	test('R5 a snapshot opens as it was, whatever comes in later, and says what is otherwise now', async () => {
		const at = await counted();
		const { id } = value(await freeze(at, '  Q3   2026 '));
		const before = (await readSnapshot(services(), at, id))!;
		expect(before).toMatchObject({ name: 'Q3 2026', period: PERIOD, edition: 1, sound: true });
		expect((await compareSnapshot(services(), before))?.differences).toEqual([]);

		await kit.live(at, kit.times(25, { indicators: ['enrolled'] }));
		value(await kit.make(at));
		const after = (await readSnapshot(services(), at, id))!;
		expect(after).toEqual(before);
		const compared = (await compareSnapshot(services(), after))!;
		expect(compared.edition.edition).toBe(2);
		expect(compared.differences).toContainEqual(
			expect.objectContaining({ key: 'enrolled', table: 'all', who: 'woman' })
		);
		expect(await listEditions(get().db, at.organisationId)).toHaveLength(1);
	});

	test('R5 a donor checks it with nothing of ours, and finds a changed number', async () => {
		const at = await counted();
		const { id } = value(await freeze(at, 'for the donor'));
		const text = (await snapshotFile(get().db, at.organisationId, id))!;
		const script = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/reports.md', 'utf8'))![1]!;
		writeFileSync(join(dataDir, 'check.mjs'), script);
		const { key } = JSON.parse(text) as { key: string };
		const check = (file: string, keys = [key]) => {
			writeFileSync(join(dataDir, 'did.json'), JSON.stringify(didDocument(env.origin, keys)));
			writeFileSync(join(dataDir, 'report.json'), file);
			return execFileSync(process.execPath, ['check.mjs', 'report.json', 'did.json'], {
				cwd: dataDir,
				encoding: 'utf8'
			}).trim();
		};
		expect(check(text)).toBe('as it was frozen');
		expect(check(text.replace(/people\\":\d+/, 'people\\":95'))).toBe('NOT as it was frozen');
		expect(check(text, []), 'signed by nobody that is known').toBe('NOT as it was frozen');
		expect(check(text.replace(/"signature": "..../, '"signature": "AAAA'))).toBe('NOT as it was frozen');
	});

	test('R5 one that was changed in the database says so', async () => {
		const at = await counted();
		const { id } = value(await freeze(at, 'changed'));
		const { body } = await get()
			.allLearners.selectFrom('report_snapshot')
			.select('body')
			.where('snapshot_id', '=', id)
			.executeTakeFirstOrThrow();
		await get()
			.allLearners.updateTable('report_snapshot')
			.set({ body: body.replace(/"people":\d+/, '"people":95') })
			.where('snapshot_id', '=', id)
			.execute();
		expect((await readSnapshot(services(), at, id))?.sound).toBe(false);
	});

	test('R5 one that was changed, hashed and signed anew with a key that is not ours says so too', async () => {
		const at = await counted();
		const { id } = value(await freeze(at, 'signed anew'));
		const elsewhere = mkdtempSync(join(tmpdir(), 'qadam-elsewhere-'));
		const key = signingKey(await readKeys(elsewhere, kit.services().clock()));
		rmSync(elsewhere, { recursive: true });
		const rows = get().allLearners;
		const { body } = await rows
			.selectFrom('report_snapshot')
			.select('body')
			.where('snapshot_id', '=', id)
			.executeTakeFirstOrThrow();
		const changed = body.replace(/"people":\d+/, '"people":95');
		const hash = sha256HexSync(changed);
		const signature = await signText(`qadam-report/1:${hash}`, key);
		await rows
			.updateTable('report_snapshot')
			.set({ body: changed, hash, signature, key_id: key.publicKeyMultibase })
			.where('snapshot_id', '=', id)
			.execute();
		expect((await readSnapshot(services(), at, id))?.sound).toBe(false);
	});

	test('K6 it carries the head of the audit, by which a change of what was before it is found', async () => {
		const at = await counted();
		const { allLearners } = get();
		await get()
			.db.transaction()
			.execute((tx) =>
				writeAudit(tx, services(), {
					organisationId: at.organisationId,
					actor: at.staffId,
					act: 'role.granted',
					subject: 'x'
				})
			);
		kit.goTo(kit.now() + DAY);
		await sealAudit(allLearners, kit.now());
		const { id } = value(await freeze(at, 'sealed'));
		const { audit } = (await readSnapshot(services(), at, id))!.body;
		expect(audit.number).toBeGreaterThan(0);
		expect(await findBrokenSeal(allLearners, at.organisationId)).toBeUndefined();
		await allLearners
			.updateTable('audit')
			.set({ subject: 'y' })
			.where('organisation_id', '=', at.organisationId)
			.where('act', '=', 'role.granted')
			.execute();
		expect(await findBrokenSeal(allLearners, at.organisationId)).toBe(audit.number);
	});

	test('bad input: no name, a long one, no such quarter; K7 who only reads freezes nothing; another’s is nowhere', async () => {
		const at = await counted();
		expect(await freeze(at, ' ')).toEqual({ ok: false, refusal: { tag: 'name' } });
		expect(await freeze(at, 'x'.repeat(LONGEST_NAME + 1))).toEqual({ ok: false, refusal: { tag: 'name' } });
		expect(await freezeReport(services(), at, { period: '2020-Q1', name: 'x' })).toEqual({
			ok: false,
			refusal: { tag: 'no_report' }
		});
		const viewer = { ...at, roles: ['viewer' as const] };
		expect(await freeze(viewer, 'mine')).toEqual(forbidden);
		expect(await listSnapshots(get().db, at.organisationId)).toEqual([]);
		const { id } = value(await freeze(at, 'mine'));
		expect(await freeze(at, ' mine ')).toEqual({ ok: false, refusal: { tag: 'name_taken' } });
		expect(await readSnapshot(services(), viewer, id)).toBeDefined();
		const other = await kit.organisation();
		expect(await readSnapshot(services(), other, id)).toBeUndefined();
		expect(await snapshotFile(get().db, other.organisationId, id)).toBeUndefined();
		expect(await acts(at)).toEqual(['report.frozen']);
	});

	test('a key opens what its scopes say, until it is ended; one answer for all that opens nothing', async () => {
		const at = await counted();
		const made = value(await makeReportKey(services(), at, { name: 'Donor', scopes: ['report', 'target'] }));
		expect(await openReportKey(services(), made.key, 'report')).toEqual({
			ok: true,
			value: at.organisationId
		});
		expect(await openReportKey(services(), made.key, 'snapshot')).toEqual({
			ok: false,
			refusal: { tag: 'no_scope', scope: 'snapshot' }
		});
		const none = { ok: false, refusal: { tag: 'no_key' } };
		for (const key of [
			undefined,
			'',
			'x',
			`${made.key}x`,
			made.key.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A'))
		])
			expect(await openReportKey(services(), key, 'report'), key).toEqual(none);
		const kept = await get().allLearners.selectFrom('report_key').selectAll().execute();
		expect(JSON.stringify(kept)).not.toContain(made.key.slice(-20));
		value(await endReportKey(services(), at, made.id));
		expect(await openReportKey(services(), made.key, 'report')).toEqual(none);
		expect(await endReportKey(services(), at, made.id)).toEqual({ ok: false, refusal: { tag: 'unknown' } });
		expect(await acts(at)).toEqual(['report.key_ended', 'report.key_made']);
		for (const wrong of [
			{ name: '', scopes: ['report'] },
			{ name: 'x', scopes: [] },
			{ name: 'x', scopes: ['all'] }
		])
			expect((await makeReportKey(services(), at, wrong)).ok).toBe(false);
		const viewer = { ...at, roles: ['viewer' as const] };
		expect(await makeReportKey(services(), viewer, { name: 'x', scopes: ['report'] })).toEqual(forbidden);
	});

	test('a key is counted, and waits when it asks too often', async () => {
		const at = await counted();
		const made = { name: 'Donor', scopes: ['report'] };
		const { key } = value(await makeReportKey(services(), at, made));
		// The page loaded again, or pressed twice, makes no second one.
		expect(await makeReportKey(services(), at, made)).toEqual({ ok: false, refusal: { tag: 'name_taken' } });
		for (let n = 0; n < 60; n++) value(await openReportKey(services(), key, 'report'));
		expect((await openReportKey(services(), key, 'report')).ok).toBe(false);
		kit.goTo(kit.now() + 61_000);
		expect((await openReportKey(services(), key, 'report')).ok).toBe(true);
	});

	test('targets are written all or none; what is reached stands beside them as the report shows it', async () => {
		const at = await counted();
		const typed = (target: string) => [
			{ key: 'enrolled', group: 'woman', baseline: '۰', target: '۷۰' },
			{ key: 'badge_any', group: 'woman', baseline: '', target }
		];
		expect(await setTargets(services(), at, PERIOD, typed('many'))).toEqual({
			ok: false,
			refusal: { tag: 'numbers', wrong: [1] }
		});
		// A mean is no number of people, and what is told of trouble is broken down by nobody's wish.
		for (const key of ['gain/selling-online', 'troubled', 'nothing'])
			expect(
				await setTargets(services(), at, PERIOD, [{ key, group: 'woman', baseline: '', target: '7' }])
			).toEqual({ ok: false, refusal: { tag: 'numbers', wrong: [0] } });
		const rowOf = async (key: string) =>
			value(await readLogframe(services(), at, PERIOD)).rows.find(
				(r) => r.key === key && r.group === 'woman'
			);
		const then = { baseline: 5, target: 55 };
		await get()
			.db.insertInto('report_target')
			.values({
				organisation_id: at.organisationId,
				indicator: 'enrolled',
				part: '',
				gender: 'woman',
				disability: '',
				period: '2026-Q1',
				...then,
				set_at: 0,
				set_by: at.staffId
			})
			.execute();
		// What was set before is offered, and is no target of this quarter.
		expect(await rowOf('enrolled')).toMatchObject({ baseline: null, target: null, last: then });
		value(await setTargets(services(), at, PERIOD, typed('1,200')));
		const { actual, toDate, ...set } = (await rowOf('enrolled'))!;
		expect(set).toMatchObject({ baseline: 0, target: 70, last: undefined });
		expect(actual).toEqual(expect.any(Number));
		expect(toDate).toEqual({ sum: actual, atLeast: false });
		expect(await rowOf('badge_any')).toMatchObject({ target: 1200 });
		// A number of another kind gets rows when it is asked for; what no number is does not.
		const asked = async (also: string) =>
			value(await readLogframe(services(), at, PERIOD, also)).rows.map(({ key }) => key);
		expect(await asked('sells_3')).toContain('sells_3');
		for (const none of ['troubled', 'gain/selling-online', 'nothing', '__proto__', 'toString'])
			expect(await asked(none)).not.toContain(none);
		expect(await setTargets(services(), { ...at, roles: ['viewer'] }, PERIOD, typed('1'))).toEqual(forbidden);
	});

	test('R3 the quarter that runs and the names are for the administrator, and each look is written down', async () => {
		const at = await counted('administrator');
		const [first] = await kit.live(
			at,
			kit.times(2, { indicators: ['enrolled', 'troubled'], period: '2026-Q4' })
		);
		await get()
			.allLearners.insertInto('learner')
			.values({
				learner_id: first!,
				kind: 'joined',
				display_name: 'شبانہ',
				locale: 'ur',
				tile_seed: 1,
				created_at: 0
			} as never)
			.execute();
		const live = value(await readLive(services(), at));
		const lines = live.quarters.find(({ period }) => period === '2026-Q4')!.lines;
		expect(lines).toContainEqual({ key: 'enrolled', people: 2 });
		// T7. Two of them told about trouble: a number that runs would say so the day it happens.
		expect(lines.map(({ key }) => key)).not.toContain('troubled');
		const behind = value(await readBehind(services(), at, { period: '2026-Q4', key: 'enrolled' }));
		expect(behind.people.map(({ name }) => name)).toEqual(['شبانہ']);
		for (const key of ['troubled', 'uncounted'])
			expect(await readBehind(services(), at, { period: '2026-Q4', key })).toEqual({
				ok: false,
				refusal: { tag: 'unknown' }
			});
		expect(await acts(at)).toContain('report.names_opened');
		expect(await acts(at)).toEqual(['report.live_read', 'report.names_opened']);
		// T7. Telling is a change that waits to be counted: the page says of none, until counting has not come for long.
		const waits = async (minutes: number) => {
			const { allLearners } = get();
			await allLearners.deleteFrom('report_dirty').execute();
			await allLearners
				.insertInto('report_dirty')
				.values({ learner_id: first!, since: Date.now() - minutes * 60_000 } as never)
				.execute();
			return value(await readLive(services(), at)).countedUntil;
		};
		expect(await waits(1)).toBe(null);
		expect(await waits(9)).toBe(null);
		const then = (await waits(30))!;
		expect(Math.abs(kit.now() - 30 * 60_000 - then)).toBeLessThan(60_000);
		const officer = { ...at, roles: ['programme_officer' as const] };
		expect(await readLive(services(), officer)).toEqual(forbidden);
		expect(await readBehind(services(), officer, { period: '2026-Q4', key: 'enrolled' })).toEqual(forbidden);
	});
});
