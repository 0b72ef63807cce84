import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { verifyIndependently, type Fetched } from '../../../tests/support/independent-verifier.ts';
import { INSTALLATION } from '../accounts/index.server.ts';
import type { Course } from '../catalog/index.ts';
import { systemRandom } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { didDocument } from './did.ts';
import {
	awardIdOf,
	badgesProjector,
	changeAward,
	credentialOf,
	findAward,
	maySign,
	noteAppeal,
	readAwards,
	readHistory,
	readKeys,
	rotateKeys,
	statusListCredential,
	type AwardListener
} from './index.server.ts';

const NOW = 1_795_000_000_000;
const ORIGIN = 'http://localhost:3000';
const text = (s: string) => ({ ur: s, en: s });
const course = {
	id: 'c1',
	version: 'v1',
	openBank: true,
	check: { draw: 12, pass: 9, tries: 3, wait_hours: [0], then_wait_hours: 72, items: [] },
	badge: { id: 'b1', name: text('Badge'), description: text('Did it'), criteria: text('Nine of twelve') },
	practical: { lesson: 'a4', pass: 4, rubric: [{ id: 'true', text: text('true') }] }
} as unknown as Course;
const catalogue = {
	courses: () => [course],
	earned: () => [course],
	course: () => course,
	version: () => course
} as never;

describeEachDatabase('badges', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-keys-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
	beforeAll(() =>
		get()
			.db.insertInto('staff_role')
			.values({ organisation_id: INSTALLATION, staff_id: 'staff-1', role: 'administrator', granted_at: NOW })
			.execute()
	);
	const heard: string[] = [];
	const projector = badgesProjector({
		catalogue: () => catalogue,
		onAward: [async (_tx, awarded) => void heard.push(awarded.learnerId)]
	});
	const services = (over = {}): Services =>
		({
			...get(),
			clock: () => NOW,
			random: systemRandom,
			catalogue,
			epoch: 'epoch-1',
			env: { origin: ORIGIN, demo: true, dataDir },
			...over
		}) as unknown as Services;
	const apply = (learnerId: string) =>
		get()
			.db.transaction()
			.execute((tx) => projector.apply(tx, [{ learner_id: learnerId, kind: 'check.submitted' }] as never));
	const passCheck = (learnerId: string) =>
		get()
			.db.insertInto('attempt')
			.values({
				learner_id: learnerId,
				course: 'c1',
				number: 1,
				version: 'v1',
				rule: '{}',
				event_id: 'e1',
				submitted_at: NOW,
				score: 9,
				passed: 1,
				late: 0,
				revisit: '[]',
				opens_next_at: null,
				open_bank: 1
			})
			.execute();
	const passPractical = (learnerId: string) =>
		get()
			.db.insertInto('practical')
			.values({
				learner_id: learnerId,
				course: 'c1',
				passed: 1,
				marks: '{}',
				rule: 'written-rule-1',
				marked_by: 'rule',
				at: NOW - 5,
				event_id: 'e2'
			})
			.execute();
	const earn = async (learnerId: string) => {
		await passCheck(learnerId);
		await passPractical(learnerId);
		await apply(learnerId);
		return (await findAward(get().db, awardIdOf(learnerId, 'b1')))!;
	};
	const fetched = async (): Promise<Fetched> => ({
		did: didDocument(
			ORIGIN,
			(await readKeys(dataDir, NOW)).map((k) => k.publicKeyMultibase)
		),
		statusList: async (url) => (await statusListCredential(services(), url.split('/').pop()!))!
	});
	const signedBadge = async (learnerId: string) => {
		const credential = await credentialOf(services(), await earn(learnerId));
		if (!credential.ok) throw new Error(credential.refusal.tag);
		return credential.value;
	};

	test('B1 a badge needs the passed check and the ready practical, in any order', async () => {
		await passCheck('l1');
		await apply('l1');
		expect(await readAwards(get().db, 'l1')).toEqual([]);
		await passPractical('l1');
		await apply('l1');
		const [award] = await readAwards(get().db, 'l1');
		expect(award).toMatchObject({ criterion_version: 'v1', state: 'active', open_bank: 1, awarded_at: NOW });
		expect(JSON.parse(award!.evidence)).toEqual(['e1', 'e2']);
	});

	test('B2 deciding again and at once gives one award, and M2 its listeners hear it once', async () => {
		await passCheck('l2');
		await passPractical('l2');
		await Promise.all([apply('l2'), apply('l2'), apply('l2')]);
		expect(await readAwards(get().db, 'l2')).toHaveLength(1);
		expect(heard.filter((l) => l === 'l2')).toHaveLength(1);
	});

	test('B3 nothing is signed until the public address is https, demo and tests excepted', async () => {
		expect(maySign({ origin: ORIGIN, demo: false })).toBe(false);
		expect(maySign({ origin: 'https://qadam.example', demo: false })).toBe(true);
		const award = await earn('l3');
		const plain = services({ env: { origin: ORIGIN, demo: false, dataDir } });
		expect(await credentialOf(plain, award)).toMatchObject({ ok: false, refusal: { tag: 'not_signed_yet' } });
	});

	test('B3 an independent verifier accepts the credential; reading it twice gives the same bytes', async () => {
		const badge = await signedBadge('l4');
		expect(await verifyIndependently(badge, await fetched())).toBe('valid');
		const again = await credentialOf(services(), (await findAward(get().db, awardIdOf('l4', 'b1')))!);
		expect(again.ok && again.value).toEqual(badge);
	});

	test('B3 one changed character anywhere fails', async () => {
		const badge = await signedBadge('l5');
		const changed: [string, unknown][] = [
			['name', { ...badge, name: `${badge.name as string}.` }],
			['date', { ...badge, awardedDate: '2020-01-01T00:00:00.000Z' }],
			[
				'subject',
				{ ...badge, credentialSubject: { ...(badge.credentialSubject as object), id: 'urn:uuid:1' } }
			],
			[
				'status',
				{ ...badge, credentialStatus: { ...(badge.credentialStatus as object), statusListIndex: '1' } }
			],
			['proof', { ...badge, proof: [{ ...badge.proof[0], created: '2020-01-01T00:00:00Z' }] }]
		];
		for (const [what, forged] of changed)
			expect(await verifyIndependently(forged as never, await fetched()), what).toBe('bad_signature');
	});

	test('B3 a badge of another issuer under our name is not ours', async () => {
		const badge = await signedBadge('l6');
		const other = await fetched();
		expect(await verifyIndependently(badge, { ...other, did: didDocument('https://evil.example', []) })).toBe(
			'unknown_key'
		);
	});

	test('B3 after the keys are rotated old badges verify, and new ones are signed with the new key', async () => {
		const old = await signedBadge('l7');
		const keys = await rotateKeys(dataDir, NOW);
		const fresh = await signedBadge('l8');
		expect(fresh.proof[0]!.verificationMethod).toContain(keys.at(-1)!.publicKeyMultibase);
		expect(old.proof[0]!.verificationMethod).not.toBe(fresh.proof[0]!.verificationMethod);
		for (const badge of [old, fresh]) expect(await verifyIndependently(badge, await fetched())).toBe('valid');
	});

	const change = (
		learnerId: string,
		act: 'revoke' | 'reinstate',
		over: { by?: string; reason?: string; onChange?: AwardListener[] } = {}
	) =>
		changeAward(services(), over.onChange ?? [], {
			awardId: awardIdOf(learnerId, 'b1'),
			act,
			by: over.by ?? 'staff-1',
			reason: over.reason ?? 'Copied answers'
		});
	const auditOf = (learnerId: string) =>
		get()
			.db.selectFrom('audit')
			.select(['actor', 'act', 'detail'])
			.where('organisation_id', '=', INSTALLATION)
			.where('subject', '=', awardIdOf(learnerId, 'b1'))
			.orderBy('act', 'desc')
			.execute();

	test('B4 a revoked badge says so, others do not, and reinstating takes it back', async () => {
		const badge = await signedBadge('l9');
		const neighbour = await signedBadge('l10');
		expect(await verifyIndependently(badge, await fetched())).toBe('valid');
		expect((await change('l9', 'revoke')).ok).toBe(true);
		expect(await verifyIndependently(badge, await fetched())).toBe('revoked');
		expect(await verifyIndependently(neighbour, await fetched())).toBe('valid');
		expect(await change('l9', 'revoke')).toMatchObject({ ok: false, refusal: { tag: 'already_so' } });
		expect((await change('l9', 'reinstate')).ok).toBe(true);
		expect(await verifyIndependently(badge, await fetched())).toBe('valid');
	});

	test('B4 a badge taken back before anybody read its credential is revoked from the first reading on', async () => {
		await earn('l12');
		expect((await change('l12', 'revoke')).ok).toBe(true);
		const award = (await findAward(get().db, awardIdOf('l12', 'b1')))!;
		const badge = await credentialOf(services(), award);
		expect(badge.ok && (await verifyIndependently(badge.value, await fetched()))).toBe('revoked');
	});

	test('B4 revoking needs a reason', async () => {
		await earn('l11');
		expect(await change('l11', 'revoke', { reason: ' ' })).toMatchObject({
			ok: false,
			refusal: { tag: 'reason_missing' }
		});
	});

	test('B4 only an administrator takes a badge back, or gives it again', async () => {
		await earn('l13');
		expect(await change('l13', 'revoke', { by: 'trainer-1' })).toMatchObject({
			ok: false,
			refusal: { tag: 'not_administrator' }
		});
		expect((await findAward(get().db, awardIdOf('l13', 'b1')))!.state).toBe('active');
	});

	test('K6 each change is audited once, without the words of the reason', async () => {
		await earn('l14');
		await Promise.all([change('l14', 'revoke'), change('l14', 'revoke')]);
		await change('l14', 'reinstate');
		expect(await auditOf('l14')).toEqual([
			{ actor: 'staff-1', act: 'badge.revoke', detail: '{}' },
			{ actor: 'staff-1', act: 'badge.reinstate', detail: '{}' }
		]);
	});

	test('an appeal is noted where the badge is decided, changes nothing, and is nobody else’s to write or read', async () => {
		await earn('l19');
		const appeal = (words: string, by = 'staff-1') =>
			noteAppeal(services(), { awardId: awardIdOf('l19', 'b1'), by, words });
		expect(await appeal('تصویر میری ہے')).toMatchObject({ refusal: { tag: 'in_force' } });
		await change('l19', 'revoke');
		expect(await appeal('تصویر میری ہے', 'trainer-1')).toMatchObject({
			refusal: { tag: 'not_administrator' }
		});
		for (const words of ['', ' \u0000 ', 'x'.repeat(401)])
			expect(await appeal(words)).toMatchObject({ refusal: { tag: 'words_missing' } });
		expect(await appeal('تصویر میری ہے')).toEqual({ ok: true, value: null });
		expect((await findAward(get().db, awardIdOf('l19', 'b1')))!.state).toBe('revoked');
		const history = await readHistory(get().db, 'l19', awardIdOf('l19', 'b1'));
		expect(history.find((h) => h.act === 'appealed')).toMatchObject({
			by_person: 'staff-1',
			reason: 'تصویر میری ہے'
		});
		expect(await auditOf('l19')).toContainEqual({ actor: 'staff-1', act: 'badge.appeal', detail: '{}' });
	});

	test('M5 listeners hear of a change inside its transaction: if one fails, nothing has changed', async () => {
		await earn('l15');
		const states: string[] = [];
		const seen: AwardListener = async (tx, { learnerId }) => {
			states.push((await readAwards(tx, learnerId))[0]!.state);
		};
		await change('l15', 'revoke', { onChange: [seen] });
		await change('l15', 'reinstate', { onChange: [seen] });
		expect(states).toEqual(['revoked', 'active']);
		const broken = () => Promise.reject(new Error('planned'));
		await expect(change('l15', 'revoke', { onChange: [broken] })).rejects.toThrow('planned');
		expect((await readAwards(get().db, 'l15'))[0]!.state).toBe('active');
		expect(await auditOf('l15')).toHaveLength(2);
	});

	test('C6 a badge earned on an open bank says so, in what is signed', async () => {
		const badge = await signedBadge('l16');
		expect(badge.description).toMatch(/open question bank/);
		expect(await verifyIndependently({ ...badge, description: 'Closed' }, await fetched())).toBe(
			'bad_signature'
		);
	});
});
