import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { eraseLearner, INSTALLATION } from '../accounts/index.server.ts';
import type { Course } from '../catalog/index.ts';
import { systemRandom } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { insertAward } from './award.repository.server.ts';
import { frozenCriteria } from './decide-award.ts';
import {
	appeal,
	changeAward,
	findAward,
	noteAppeal,
	readAppeal,
	readPublicBadge,
	readWaitingAppeals,
	uphold
} from './index.server.ts';

const NOW = 1_795_000_000_000;
const text = (s: string) => ({ ur: s, en: s });
const course = {
	id: 'c1',
	version: 'v1',
	check: { draw: 12, pass: 9 },
	badge: { id: 'b1', name: text('Badge'), description: text('Did it'), criteria: text('Nine of twelve') },
	practical: { lesson: '', pass: 0, rubric: [] }
} as unknown as Course;

describeEachDatabase('a holder who does not agree', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-appeal-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
	let now = NOW;
	const services = (): Services =>
		({
			...get(),
			clock: () => ++now,
			random: systemRandom,
			catalogue: { version: () => course, earned: () => [course] },
			epoch: 'epoch-1',
			contribute: async () => {},
			env: { origin: 'https://qadam.example', demo: false, dataDir }
		}) as unknown as Services;
	beforeAll(() =>
		get()
			.db.insertInto('staff_role')
			.values({ organisation_id: INSTALLATION, staff_id: 'staff-1', role: 'administrator', granted_at: NOW })
			.execute()
	);

	async function badge(her: string): Promise<string> {
		const { db } = get();
		await db
			.insertInto('learner')
			.values({
				learner_id: her,
				kind: 'joined',
				display_name: 'شبانہ',
				locale: 'ur',
				tile_seed: 7,
				created_at: NOW
			})
			.execute();
		await db.transaction().execute((tx) =>
			insertAward(tx, {
				learner_id: her,
				badge: 'b1',
				award_id: `award-of-${her}`,
				course: 'c1',
				criterion_version: 'v1',
				criterion: JSON.stringify(frozenCriteria(course)),
				evidence: '[]',
				open_bank: 0,
				awarded_at: NOW,
				state: 'active'
			})
		);
		return `award-of-${her}`;
	}
	const change = (awardId: string, act: 'revoke' | 'suspend' | 'reinstate', reason = 'Copied answers') =>
		changeAward(services(), [], { awardId, act, by: 'staff-1', reason });
	const seen = async (awardId: string) => (await readPublicBadge(services(), awardId, 'en'))!.revoked?.appeal;
	const waiting = async () => (await readWaitingAppeals(services().allLearners)).map((one) => one.awardId);
	const hers = async (awardId: string) => readAppeal(get().db, (await findAward(get().db, awardId))!);
	const words = 'My sister held the phone';
	const by = 'staff-1';

	test('B4 said once; strangers see that, never the words, and an administrator where to look', async () => {
		const awardId = await badge('a1');
		const say = (said: string) => appeal(services(), 'a1', { awardId, words: said });
		expect(await say(words)).toMatchObject({ refusal: { tag: 'in_force' } });
		await change(awardId, 'revoke');
		expect(await seen(awardId)).toBeNull();
		for (const bad of ['', ' \n ', 'no', ' \u0000\u200b ', 'x'.repeat(401)])
			expect(await say(bad)).toMatchObject({ refusal: { tag: 'words_missing' } });
		expect(await say(words)).toMatchObject({ ok: true });
		expect(await seen(awardId)).toEqual({ at: expect.any(Number) as number, answeredAt: null });
		for (const lang of ['ur', 'en'] as const)
			expect(JSON.stringify(await readPublicBadge(services(), awardId, lang))).not.toContain('sister');
		expect(await waiting()).toContain(awardId);
		expect(await say('Again')).toMatchObject({ refusal: { tag: 'already_so' } });
		expect(await hers(awardId)).toMatchObject({ words, answer: null });
		expect((await findAward(get().db, awardId))!.state).toBe('revoked');
	});

	test('B4 nobody says it for her, administrators excepted; nobody else answers', async () => {
		const awardId = await badge('a2');
		await change(awardId, 'suspend');
		for (const other of ['a1', undefined, by])
			expect(await appeal(services(), other, { awardId, words })).toMatchObject({
				refusal: { tag: 'not_theirs' }
			});
		for (const act of [noteAppeal, uphold])
			expect(await act(services(), { awardId, words, by: 'a2' })).toMatchObject({
				refusal: { tag: 'not_administrator' }
			});
		expect(await uphold(services(), { awardId, words, by })).toMatchObject({ refusal: { tag: 'no_appeal' } });
		expect((await noteAppeal(services(), { awardId, words, by })).ok).toBe(true);
		expect(await noteAppeal(services(), { awardId, words, by })).toMatchObject({
			refusal: { tag: 'already_so' }
		});
		expect(await waiting()).toContain(awardId);
	});

	test('B4 looked at again it stays so for a reason that she reads, and strangers do not', async () => {
		const awardId = await badge('a3');
		await change(awardId, 'suspend');
		await appeal(services(), 'a3', { awardId, words });
		for (const bad of ['', 'no', 'x'.repeat(401)])
			expect(await uphold(services(), { awardId, words: bad, by })).toMatchObject({
				refusal: { tag: 'words_missing' }
			});
		expect((await uphold(services(), { awardId, words: 'Seen by two', by })).ok).toBe(true);
		expect(await hers(awardId)).toMatchObject({ words, answer: { stays: true, reason: 'Seen by two' } });
		expect(await seen(awardId)).toMatchObject({ answeredAt: expect.any(Number) as number });
		expect(JSON.stringify(await readPublicBadge(services(), awardId, 'en'))).not.toContain('Seen by two');
		expect(await waiting()).not.toContain(awardId);
		for (const again of [
			await appeal(services(), 'a3', { awardId, words }),
			await uphold(services(), { awardId, words, by })
		])
			expect(again).toMatchObject({ refusal: { tag: 'already_so' } });
	});

	test('B4 a new decision may be doubted anew; the badge given again is an answer', async () => {
		const awardId = await badge('a4');
		await change(awardId, 'suspend');
		await appeal(services(), 'a4', { awardId, words });
		await change(awardId, 'revoke');
		expect(await seen(awardId)).toBeNull();
		expect(await waiting()).not.toContain(awardId);
		expect((await appeal(services(), 'a4', { awardId, words: 'It was mine' })).ok).toBe(true);
		expect(await waiting()).toContain(awardId);
		await change(awardId, 'reinstate', 'Our mistake');
		expect(await seen(awardId)).toBeUndefined();
		expect(await waiting()).not.toContain(awardId);
		expect(await hers(awardId)).toMatchObject({ answer: { stays: false, reason: 'Our mistake' } });
		expect(await uphold(services(), { awardId, words, by })).toMatchObject({ refusal: { tag: 'in_force' } });
	});

	test('B4 of two taps one counts, of two answers too; K6 each is audited without the words', async () => {
		const awardId = await badge('a5');
		await change(awardId, 'revoke');
		for (const act of [
			() => appeal(services(), 'a5', { awardId, words }),
			() => uphold(services(), { awardId, words, by })
		]) {
			const both = await Promise.all([act(), act()]);
			expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		}
		const audit = await get()
			.db.selectFrom('audit')
			.select(['actor', 'act', 'detail'])
			.where('organisation_id', '=', INSTALLATION)
			.where('subject', '=', awardId)
			.orderBy('audit_id')
			.execute();
		expect(audit).toEqual([
			{ actor: by, act: 'badge.revoke', detail: '{}' },
			{ actor: 'holder', act: 'badge.appeal', detail: '{}' },
			{ actor: by, act: 'badge.uphold', detail: '{}' }
		]);
	});

	test('B4 a clock that goes back puts no appeal before the decision it speaks of', async () => {
		const awardId = await badge('a6');
		await change(awardId, 'revoke');
		now -= 60_000;
		expect((await appeal(services(), 'a6', { awardId, words })).ok).toBe(true);
		expect(await hers(awardId)).toMatchObject({ words });
		expect(await waiting()).toContain(awardId);
	});

	test('K5 what she said goes with her', async () => {
		const awardId = await badge('a7');
		await change(awardId, 'revoke');
		await appeal(services(), 'a7', { awardId, words: 'Only in my words' });
		await eraseLearner(services(), 'a7');
		expect(await waiting()).not.toContain(awardId);
		const left = await services().allLearners.selectFrom('award_history').select('reason').execute();
		expect(JSON.stringify(left)).not.toContain('Only in my words');
		expect(await appeal(services(), 'a7', { awardId, words })).toMatchObject({
			refusal: { tag: 'not_theirs' }
		});
	});
});
