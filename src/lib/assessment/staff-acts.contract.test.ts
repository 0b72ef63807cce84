import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { badgesProjector, readAwards } from '../badges/index.server.ts';
import type { Course } from '../catalog/index.ts';
import { HOUR } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { EventBodies, EventKind, ListingDraft, PriceDraft } from '../progress/index.ts';
import { progressProjector } from '../progress/index.server.ts';
import { rebuildAndCompare } from '../projections.server.ts';
import { ingest } from '../sync/index.server.ts';
import {
	assessmentProjector,
	openCheck,
	readAssessmentNews,
	readGrantedTries,
	readLateDecisions
} from './index.server.ts';
import { decidePhoneCheck } from './index.ts';

const NOW = 1_795_000_000_000;
const text = (s: string) => ({ ur: s, en: s });
const lines = ['true', 'complete', 'priced', 'safe', 'clear'];
const courseOf = (version: string, pass: number) =>
	({
		id: 'c1',
		version,
		openBank: true,
		prepost: [],
		lessons: [{ id: 'a4', keeps: 'listing' }],
		practical: { lesson: 'a4', pass, rubric: lines.map((id) => ({ id, text: text(id) })) },
		badge: { id: 'b1', name: text('b'), description: text('b'), criteria: text('b') },
		check: {
			draw: 1,
			pass: 1,
			tries: 3,
			wait_hours: [0, 24, 24],
			then_wait_hours: 72,
			items: [
				{ id: 'q1', type: 'pick', key: ['a'], lesson: 'a4', level: 'easy', options: [], stem: text('q') }
			]
		}
	}) as unknown as Course;
const versions = { v1: courseOf('v1', 4), v2: courseOf('v2', 3) } as Record<string, Course>;
const catalogue = {
	courses: () => [versions.v1!],
	earned: () => [versions.v1!],
	course: () => versions.v1!,
	version: (_: string, version: string) => versions[version]
} as never;
const projectors = [
	progressProjector,
	assessmentProjector(() => catalogue),
	badgesProjector({ catalogue: () => catalogue, onAward: [] })
];

const listing: ListingDraft = {
	what: 'Cushion',
	made_of: 'Cotton',
	size: '40',
	colour: 'Red',
	time: 'Two days',
	price: '900',
	delivery: 'Multan',
	returns: 'Two days'
};
const price: PriceDraft = {
	goods: 300,
	hours: 1,
	hour_rate: 100,
	packing: 20,
	courier: 100,
	tax_percent: 0,
	returns_of_ten: 0,
	return_cost: 0,
	price: 900
};
const all = (met: boolean) => Object.fromEntries(lines.map((id) => [id, met]));

describeEachDatabase('what staff do in her log', (get) => {
	const act = async <K extends EventKind>(
		learnerId: string,
		actor: string,
		kind: K,
		body: EventBodies[K],
		at: number,
		{ receivedAt = at, id = uuidv7(at) } = {}
	) => {
		const { outcomes } = await ingest(get().db, projectors, {
			learnerId,
			actor,
			events: [{ id, profile: uuidv7(1), actor, device: uuidv7(2), seq: 0, kind, v: 1, at, body }],
			receivedAt,
			skew: 0
		});
		expect(outcomes[0]).toMatchObject({ outcome: 'accepted' });
		return id;
	};
	const draft = async (who: string, at: number, shown = listing) => {
		await act(who, 'self', 'draft.saved', { part: 'price', value: { ...price } }, at);
		await act(who, 'self', 'draft.saved', { part: 'listing', value: { ...shown } }, at);
	};
	const check = (who: string, number: number, right: boolean, at: number) =>
		act(
			who,
			'self',
			'check.submitted',
			{ course: 'c1', version: 'v1', number, answers: { q1: right ? 'a' : 'b' } },
			at
		);
	const mark = (
		who: string,
		met: boolean,
		at: number,
		more: { version?: string; actor?: string; receivedAt?: number; comment?: string } = {}
	) =>
		act(
			who,
			more.actor ?? 'trainer-1',
			'practical.marked',
			{ course: 'c1', version: more.version ?? 'v1', marks: all(met), comment: more.comment ?? '' },
			at,
			{ receivedAt: more.receivedAt ?? at }
		);
	const practical = async (who: string) => (await readAssessmentNews(get().db, who)).practicals[0];
	const replayed = async (who: string) =>
		(await rebuildAndCompare({ allLearners: get().allLearners, projectors }, { learnerIds: [who] })).changed;

	test("A5 a trainer's mark overrides the written rule's, and no later draft overrides hers", async () => {
		await draft('m1', NOW);
		expect(await practical('m1')).toEqual({ course: 'c1', passed: true });
		await mark('m1', false, NOW + 1, { comment: 'The flaw is not named' });
		expect(await practical('m1')).toEqual({ course: 'c1', passed: false, comment: 'The flaw is not named' });
		await draft('m1', NOW + 2);
		expect((await practical('m1'))?.passed).toBe(false);
		await mark('m1', true, NOW + 3);
		expect(await practical('m1')).toEqual({ course: 'c1', passed: true, comment: '' });
		expect(await replayed('m1')).toBe(0);
	});

	test('A5 of two marks the later made holds, in whatever order they come', async () => {
		await mark('m2', true, NOW + 10);
		await mark('m2', false, NOW + 5, { receivedAt: NOW + 20 });
		expect((await practical('m2'))?.passed).toBe(true);
		expect(await replayed('m2')).toBe(0);
	});

	test('P4 how many lines make a pass is frozen with the version that was marked', async () => {
		const three = { true: true, complete: true, priced: true, safe: false, clear: false };
		await act('m3', 't', 'practical.marked', { course: 'c1', version: 'v1', marks: three, comment: '' }, NOW);
		expect((await practical('m3'))?.passed).toBe(false);
		await act(
			'm3',
			't',
			'practical.marked',
			{ course: 'c1', version: 'v2', marks: three, comment: '' },
			NOW + 1
		);
		expect((await practical('m3'))?.passed).toBe(true);
		const row = await get()
			.db.selectFrom('practical')
			.selectAll()
			.where('learner_id', '=', 'm3')
			.executeTakeFirst();
		expect(row).toMatchObject({ rule: 'rubric-1 3/5', marked_by: 't' });
	});

	test('B1 a passed check and a mark that passes earn the badge at once; B4 a later mark takes nothing back', async () => {
		await check('m4', 1, true, NOW);
		expect(await readAwards(get().db, 'm4')).toEqual([]);
		await mark('m4', true, NOW + 1);
		expect(await readAwards(get().db, 'm4')).toHaveLength(1);
		await mark('m4', false, NOW + 2);
		expect((await readAwards(get().db, 'm4'))[0]?.state).toBe('active');
		expect(await replayed('m4')).toBe(0);
	});

	test('A3 an extra try opens the next form at once, on the server and on the phone', async () => {
		await check('g1', 1, false, NOW);
		const later = NOW + HOUR;
		const onServer = () => openCheck({ db: get().db, clock: () => later }, 'g1', versions.v1!);
		const onPhone = async () => {
			const { attempts } = await readAssessmentNews(get().db, 'g1');
			return decidePhoneCheck({ learnerId: 'g1', attempts, unanswered: [], now: later }).state;
		};
		expect([(await onServer()).ok, await onPhone()]).toEqual([false, 'wait']);
		await act('g1', 'trainer-1', 'try.granted', { course: 'c1' }, later);
		expect([(await onServer()).ok, await onPhone()]).toEqual([true, 'open']);
		expect((await readAssessmentNews(get().db, 'g1')).attempts[0]?.opensNextAt).toBe(later);
		expect(await readGrantedTries(get().db, 'g1')).toMatchObject([{ by_person: 'trainer-1', at: later }]);
		expect(await replayed('g1')).toBe(0);
	});

	test('A3 a try that was granted before the newest paper came opens nothing twice', async () => {
		await check('g2', 1, false, NOW);
		await check('g2', 2, false, NOW + 30 * HOUR);
		await act('g2', 't', 'try.granted', { course: 'c1' }, NOW + HOUR, { receivedAt: NOW + 31 * HOUR });
		expect((await readAssessmentNews(get().db, 'g2')).attempts[1]?.opensNextAt).toBe(NOW + 54 * HOUR);
		expect(await replayed('g2')).toBe(0);
	});

	test('S11 a person decides about what came late; the later decision holds', async () => {
		const of = await act(
			'l1',
			'self',
			'check.submitted',
			{ course: 'c1', version: 'v1', number: 1, answers: {} },
			NOW - 30 * 24 * HOUR,
			{ receivedAt: NOW }
		);
		await act('l1', 't1', 'late.decided', { of, accepted: false }, NOW + 1);
		await act('l1', 't2', 'late.decided', { of, accepted: true }, NOW + 2);
		expect(await readLateDecisions(get().db, 'l1')).toMatchObject([
			{ of_event: of, accepted: 1, by_person: 't2' }
		]);
		expect(await replayed('l1')).toBe(0);
	});
});
