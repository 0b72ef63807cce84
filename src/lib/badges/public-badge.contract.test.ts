import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { INSTALLATION } from '../accounts/index.server.ts';
import type { Course } from '../catalog/index.ts';
import { systemRandom } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { insertAward } from './award.repository.server.ts';
import { frozenCriteria } from './decide-award.ts';
import { changeAward, changePublicName, credentialOf, findAward, readPublicBadge } from './index.server.ts';

const NOW = 1_795_000_000_000;
const text = (s: string) => ({ ur: `اردو ${s}`, en: s });
const course = {
	id: 'c1',
	version: 'v1',
	openBank: true,
	check: { draw: 12, pass: 9, tries: 3, wait_hours: [0], then_wait_hours: 72, items: [] },
	badge: { id: 'b1', name: text('Badge'), description: text('Did it'), criteria: text('Nine of twelve') },
	practical: {
		lesson: 'a4',
		pass: 4,
		rubric: ['true', 'complete', 'priced', 'safe'].map((id) => ({ id, text: text(id) }))
	}
} as unknown as Course;

describeEachDatabase('the public page of a badge', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-keys-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
	const services = (origin = 'https://qadam.example'): Services =>
		({
			...get(),
			clock: () => NOW,
			random: systemRandom,
			catalogue: { version: () => course, earned: () => [course] },
			epoch: 'epoch-1',
			env: { origin, demo: false, dataDir }
		}) as unknown as Services;
	const read = (id: string) => readPublicBadge(services(), `award-${id}`, 'en');

	beforeAll(() =>
		get()
			.db.insertInto('staff_role')
			.values({ organisation_id: INSTALLATION, staff_id: 'staff-1', role: 'administrator', granted_at: NOW })
			.execute()
	);

	/** A learner with a name, a phone number and marks, none of which is anybody's business. */
	async function earn(id: string, markedBy = 'rule') {
		const { db } = get();
		await db
			.insertInto('learner')
			.values({
				learner_id: id,
				kind: 'joined',
				display_name: 'Shabana',
				locale: 'ur',
				tile_seed: 23864108,
				created_at: NOW,
				contact: 'sealed-phone'
			})
			.execute();
		await db
			.insertInto('practical')
			.values({
				learner_id: id,
				course: 'c1',
				passed: 1,
				marks: JSON.stringify(
					markedBy === 'rule'
						? { complete: true, above_cost: true, safe: true }
						: { true: true, complete: true, priced: false, safe: true }
				),
				rule: 'r',
				marked_by: markedBy,
				at: NOW,
				event_id: 'e2'
			})
			.execute();
		await db.transaction().execute((tx) =>
			insertAward(tx, {
				learner_id: id,
				badge: 'b1',
				award_id: `award-${id}`,
				course: 'c1',
				criterion_version: 'v1',
				criterion: JSON.stringify(frozenCriteria(course)),
				evidence: '["e1","e2"]',
				open_bank: 1,
				awarded_at: NOW - 5,
				state: 'active'
			})
		);
	}

	test('B5 no name, no phone and no marks, until she shows her name; then the name alone', async () => {
		await earn('l1');
		const badge = (await read('l1'))!;
		expect(badge).toMatchObject({ verdict: 'genuine', name: 'Badge', tileSeed: 23864108, earnedAt: NOW - 5 });
		expect(JSON.stringify(badge)).not.toMatch(/Shabana|sealed-phone|score|marks/);
		const change = await changePublicName(services(), 'l1', 'award-l1', true);
		expect(change.ok).toBe(true);
		expect(await read('l1')).toEqual({ ...badge, holder: 'Shabana' });
		await changePublicName(services(), 'l1', 'award-l1', false);
		expect(await read('l1')).toEqual(badge);
	});

	test('B5 nobody else shows or hides her name', async () => {
		await earn('l2');
		for (const who of ['somebody-else', undefined])
			expect(await changePublicName(services(), who, 'award-l2', true)).toMatchObject({
				ok: false,
				refusal: { tag: 'not_hers' }
			});
		expect((await read('l2'))!.holder).toBeUndefined();
	});

	test('B1 the criteria are those of the day; the practical names what was looked at, by whom', async () => {
		await earn('l3');
		await earn('l4', 'trainer-1');
		expect(await read('l3')).toMatchObject({
			criteria: 'Nine of twelve',
			openBank: true,
			practical: { by: 'rule', points: ['complete', 'priced', 'safe'] }
		});
		expect((await read('l4'))!.practical).toEqual({
			by: 'trainer',
			points: ['true', 'complete', 'priced', 'safe']
		});
	});

	test('B3 while this installation may not sign, the badge stands without a signature', async () => {
		await earn('l5');
		const plain = await readPublicBadge(services('http://localhost:3000'), 'award-l5', 'en');
		expect(plain).toMatchObject({ verdict: 'unsigned', signed: null });
	});

	test('B4 a badge taken back says so with its reason and day; given again it is genuine', async () => {
		await earn('l6');
		const change = (act: 'revoke' | 'suspend' | 'reinstate') =>
			changeAward(services(), [], { awardId: 'award-l6', act, by: 'staff-1', reason: 'Copied answers' });
		await change('revoke');
		expect(await read('l6')).toMatchObject({
			verdict: 'revoked',
			revoked: { at: NOW, reason: 'Copied answers' }
		});
		await change('reinstate');
		expect(await read('l6')).toMatchObject({ verdict: 'genuine', revoked: null });
		await change('suspend');
		expect(await read('l6')).toMatchObject({ verdict: 'suspended', revoked: { reason: 'Copied answers' } });
	});

	test('what a stranger compares is what stands in the file', async () => {
		await earn('l7');
		const { signed } = (await read('l7'))!;
		const credential = await credentialOf(services(), (await findAward(get().db, 'award-l7'))!);
		if (!credential.ok) throw new Error(credential.refusal.tag);
		const { credentialStatus, proof } = credential.value as never as {
			credentialStatus: Record<string, string>;
			proof: [{ verificationMethod: string }];
		};
		expect(signed).toEqual({
			bytes: Buffer.byteLength(JSON.stringify(credential.value)),
			key: proof[0].verificationMethod.split('#')[1],
			statusList: credentialStatus.statusListCredential,
			statusIndex: credentialStatus.statusListIndex
		});
	});

	test('K5 nothing is shown of a badge nobody has, or of somebody who was deleted', async () => {
		await earn('l8');
		expect(await read('nobody')).toBeUndefined();
		await get().db.updateTable('learner').set({ deleted_at: NOW }).where('learner_id', '=', 'l8').execute();
		expect(await read('l8')).toBeUndefined();
	});
});
