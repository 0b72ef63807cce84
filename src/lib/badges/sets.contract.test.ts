import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { verifyIndependently } from '../../../tests/support/independent-verifier.ts';
import { INSTALLATION } from '../accounts/index.server.ts';
import { assessmentProjector, readAttempts } from '../assessment/index.server.ts';
import type { Course } from '../catalog/index.ts';
import { badgeSetOf } from '../catalog/derive-checks.ts';
import { systemRandom } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { didDocument } from './did.ts';
import {
	awardIdOf,
	badgesProjector,
	changeAward,
	credentialOf,
	findAward,
	readAwards,
	readHistory,
	readKeys,
	readPublicBadge,
	statusListCredential
} from './index.server.ts';

const NOW = 1_795_000_000_000;
const ORIGIN = 'https://qadam.example';
const text = (s: string) => ({ ur: s, en: s });
const badge = (id: string) => ({ id, name: text(id), description: text(id), criteria: text(id) });
/** Without a practical task, as a part check is: a passed check is enough. */
const course = (id: string) =>
	({
		id,
		code: id,
		version: `v-${id}`,
		openBank: false,
		check: { draw: 2, pass: 2, tries: 1, wait_hours: [0], then_wait_hours: 1, items: [] },
		practical: { lesson: '', pass: 0, rubric: [] },
		badge: badge(`badge-${id}`)
	}) as unknown as Course;
const courses = new Map(['a', 'b', 'c'].map((id) => [id, course(id)]));
const set = badgeSetOf({ of: ['a', 'b', 'c'], badge: badge('ready') }, courses)!;
const earned = [...courses.values(), set];
const find = (id: string) => earned.find((one) => one.id === id);
const catalogue = { courses: () => [...courses.values()], earned: () => earned, course: find, version: find };

describeEachDatabase('a set of badges', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-keys-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
	beforeAll(() =>
		get()
			.db.insertInto('staff_role')
			.values({ organisation_id: INSTALLATION, staff_id: 'staff-1', role: 'administrator', granted_at: NOW })
			.execute()
	);
	let now = NOW;
	const heard: string[] = [];
	const projector = badgesProjector({
		catalogue: () => catalogue as never,
		onAward: [async (_tx, awarded) => void heard.push(`${awarded.learnerId} ${awarded.badge}`)]
	});
	const services = (): Services =>
		({
			...get(),
			clock: () => ++now,
			random: systemRandom,
			catalogue,
			epoch: 'epoch-1',
			env: { origin: ORIGIN, demo: true, dataDir }
		}) as unknown as Services;
	const replay = (her: string) =>
		get()
			.db.transaction()
			.execute((tx) => projector.apply(tx, [{ learner_id: her, kind: 'check.submitted' }] as never));
	async function pass(her: string, ...ids: string[]): Promise<void> {
		for (const id of ids) {
			await get()
				.db.insertInto('attempt')
				.values({
					learner_id: her,
					course: id,
					number: 1,
					version: `v-${id}`,
					rule: '{}',
					event_id: `event-${id}`,
					submitted_at: ++now,
					score: 2,
					passed: 1,
					late: 0,
					revisit: '[]',
					opens_next_at: null,
					open_bank: 0
				})
				.execute();
			await replay(her);
		}
	}
	const change = (
		her: string,
		id: string,
		act: 'revoke' | 'suspend' | 'reinstate',
		onChange = [] as never[]
	) =>
		changeAward(services(), onChange, {
			awardId: awardIdOf(her, id),
			act,
			by: 'staff-1',
			reason: `${act} of ${id}`
		});
	const stateOf = async (her: string) =>
		Object.fromEntries((await readAwards(get().db, her)).map((a) => [a.badge, a.state]))['ready'];

	test('M1 the third badge brings it, in the same act and after it, in whatever order they come', async () => {
		for (const [her, order] of [
			['l1', ['a', 'b', 'c']],
			['l2', ['c', 'a', 'b']]
		] as const) {
			await pass(her, ...order.slice(0, 2));
			expect(await stateOf(her)).toBeUndefined();
			await pass(her, order[2]);
			expect(await stateOf(her)).toBe('active');
			expect(heard.filter((line) => line.startsWith(her)).slice(-2)).toEqual([
				`${her} badge-${order[2]}`,
				`${her} ready`
			]);
		}
	});

	test('B1, B2 its evidence is the awards; a replay changes nothing and nobody hears of it twice', async () => {
		await pass('l3', 'a', 'b', 'c');
		const award = (await findAward(get().db, awardIdOf('l3', 'ready')))!;
		expect(JSON.parse(award.evidence)).toEqual(['a', 'b', 'c'].map((id) => awardIdOf('l3', `badge-${id}`)));
		expect(award).toMatchObject({ course: 'ready', criterion_version: set.version, awarded_at: now });
		await Promise.all([replay('l3'), replay('l3')]);
		expect(await findAward(get().db, awardIdOf('l3', 'ready'))).toEqual(award);
		expect(heard.filter((line) => line === 'l3 ready')).toHaveLength(1);
	});

	test('B4 one of its badges is taken back: it goes in the same act, by the same person, for the same reason', async () => {
		await pass('l4', 'a', 'b', 'c');
		const credential = await credentialOf(services(), (await findAward(get().db, awardIdOf('l4', 'ready')))!);
		const verdict = async () =>
			verifyIndependently(credential.ok ? credential.value : (undefined as never), {
				did: didDocument(
					ORIGIN,
					(await readKeys(dataDir, now)).map((k) => k.publicKeyMultibase)
				),
				statusList: async (url) => (await statusListCredential(services(), url.split('/').pop()!))!
			});
		expect(await verdict()).toBe('valid');
		expect((await change('l4', 'badge-b', 'revoke')).ok).toBe(true);
		expect(await stateOf('l4')).toBe('revoked');
		expect(await verdict()).toBe('revoked');
		const history = await readHistory(get().db, 'l4', awardIdOf('l4', 'ready'));
		expect(history.at(-1)).toMatchObject({
			act: 'revoked',
			by_person: 'staff-1',
			reason: 'revoke of badge-b'
		});
		const audited = await get()
			.db.selectFrom('audit')
			.select('act')
			.where('organisation_id', '=', INSTALLATION)
			.where('subject', '=', awardIdOf('l4', 'ready'))
			.execute();
		expect(audited).toEqual([{ act: 'badge.revoke' }]);
		expect((await change('l4', 'badge-b', 'reinstate')).ok).toBe(true);
		expect(await stateOf('l4')).toBe('active');
		expect(await verdict()).toBe('valid');
	});

	test('B4 it comes back when the last of its badges does, not before', async () => {
		await pass('l5', 'a', 'b', 'c');
		await change('l5', 'badge-a', 'revoke');
		await change('l5', 'badge-c', 'revoke');
		await change('l5', 'badge-a', 'reinstate');
		expect(await stateOf('l5')).toBe('revoked');
		expect(await change('l5', 'ready', 'reinstate')).toMatchObject({
			ok: false,
			refusal: { tag: 'parts_missing' }
		});
		await change('l5', 'badge-c', 'reinstate');
		expect(await stateOf('l5')).toBe('active');
	});

	test('B4 what a person took back for its own sake does not come back with a part', async () => {
		await pass('l6', 'a', 'b', 'c');
		await change('l6', 'ready', 'revoke');
		await change('l6', 'badge-a', 'revoke');
		await change('l6', 'badge-a', 'reinstate');
		expect(await stateOf('l6')).toBe('revoked');
		expect((await change('l6', 'ready', 'reinstate')).ok).toBe(true);
		expect(await stateOf('l6')).toBe('active');
	});

	test('B4 with a suspended badge it is suspended, with a revoked one taken back, and it returns with either', async () => {
		await pass('l11', 'a', 'b', 'c');
		for (const [act, state] of [
			['suspend', 'suspended'],
			['reinstate', 'active'],
			['suspend', 'suspended'],
			['revoke', 'revoked'],
			['reinstate', 'active']
		] as const) {
			expect((await change('l11', 'badge-a', act)).ok, act).toBe(true);
			expect(await stateOf('l11'), act).toBe(state);
		}
		// Suspended for its own sake, it stays so whatever becomes of a badge of it.
		await change('l11', 'ready', 'suspend');
		await change('l11', 'badge-a', 'revoke');
		await change('l11', 'badge-a', 'reinstate');
		expect(await stateOf('l11')).toBe('suspended');
	});

	test('B4 the last badge passed while another was taken back: the set is earned when that one returns', async () => {
		await pass('l7', 'a', 'b');
		await change('l7', 'badge-a', 'revoke');
		await pass('l7', 'c');
		expect(await stateOf('l7')).toBeUndefined();
		await change('l7', 'badge-a', 'reinstate');
		expect(await stateOf('l7')).toBe('active');
	});

	test('A2 nobody passes a set by handing in a form for it: it has no check', async () => {
		const body = { course: 'ready', version: set.version, number: 1, answers: {} };
		const event = { id: 'e', learner_id: 'l10', kind: 'check.submitted', receivedAt: now, body };
		await get()
			.db.transaction()
			.execute((tx) => assessmentProjector(() => catalogue as never).apply(tx, [event] as never));
		expect(await readAttempts(get().db, 'l10')).toEqual([]);
	});

	test('M5 a listener that fails leaves both as they were', async () => {
		await pass('l8', 'a', 'b', 'c');
		const broken = [() => Promise.reject(new Error('planned'))] as never[];
		await expect(change('l8', 'badge-a', 'revoke', broken)).rejects.toThrow('planned');
		expect((await readAwards(get().db, 'l8')).map((a) => a.state)).toEqual(Array(4).fill('active'));
	});

	test('B5 its public page says what it is made of, and of no practical', async () => {
		await get()
			.db.insertInto('learner')
			.values({ learner_id: 'l9', kind: 'joined', locale: 'ur', tile_seed: 7, created_at: NOW })
			.execute();
		await pass('l9', 'a', 'b', 'c');
		const page = await readPublicBadge(services(), awardIdOf('l9', 'ready'), 'en');
		expect(page).toMatchObject({ verdict: 'genuine', practical: null, criteria: 'ready' });
		expect(page!.parts.map((part) => part.name)).toEqual(['badge-a', 'badge-b', 'badge-c']);
		await change('l9', 'badge-c', 'revoke');
		expect(await readPublicBadge(services(), awardIdOf('l9', 'ready'), 'en')).toMatchObject({
			verdict: 'revoked',
			revoked: { reason: 'revoke of badge-c' }
		});
	});
});
