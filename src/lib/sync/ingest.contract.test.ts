import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aBody, anId } from '../../../tests/support/events.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { fold, type ProgressEvent } from '../progress/index.ts';
import { progressProjector, readProgress } from '../progress/index.server.ts';
import { ingest } from './ingest.server.ts';
import { readHead, readLog } from './log.repository.server.ts';
import { rebuildLearner } from './rebuild.server.ts';

const NOW = 1_795_000_000_000;
const projectors = [progressProjector];
let made = 0;
const learner = () => `learner-${++made}`;

const event = (over: Partial<ProgressEvent> = {}): ProgressEvent => ({
	id: `01900000-0000-7000-8000-${String(++made).padStart(12, '0')}`,
	profile: 'profile-1',
	actor: 'self',
	device: 'device-1',
	seq: made,
	kind: 'lesson.finished',
	v: 1,
	at: NOW - 1000,
	body: { course: 'c1', version: 'v1', lang: 'ur', lesson: 'a1' },
	...over
});

describeEachDatabase('ingest', (get) => {
	const send = (learnerId: string, events: ProgressEvent[], over = {}) =>
		ingest(get().db, projectors, {
			learnerId,
			actor: 'self',
			profiles: ['profile-1'],
			events,
			receivedAt: NOW,
			skew: 0,
			...over
		});
	const logOf = (learnerId: string) => Array.fromAsync(readLog(get().db, learnerId));
	const rejectedOf = (learnerId: string) =>
		get().db.selectFrom('rejected_event').selectAll().where('learner_id', '=', learnerId).execute();

	test('P2 a body that carries more than is known of it changes nothing else', async () => {
		const id = learner();
		const at = { course: 'c1', version: 'v1', lang: 'ur', lesson: 'a1' };
		const forged = { kind: 'lesson.finished', id: 'x', happenedAt: 1, body: at };
		const sent = [forged, null].map((event_) =>
			event({ kind: 'lesson.card', body: { ...at, card: 'a1-01', event: event_ } })
		);
		const { outcomes } = await send(id, sent);
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
		const { state, finishedAt } = (await readProgress(get().db, id)).courses.c1!.lessons.a1!;
		expect([state, finishedAt]).toEqual(['started', null]);
	});

	test('S3 each event has its own outcome; one bad event does not stop the others', async () => {
		const id = learner();
		const good = event();
		const bad = event({ body: { course: 'c1' } });
		const newer = event({ kind: 'lesson.finished', v: 2, body: { anything: 'at all' } });
		const future = event({ kind: 'lesson.dreamt' });
		const other = event({ profile: 'somebody-else' });
		const { outcomes } = await send(id, [good, bad, newer, future, other]);
		expect(outcomes.map((o) => [o.outcome, o.reason])).toEqual([
			['accepted', undefined],
			['rejected', 'body'],
			['deferred', undefined],
			['deferred', undefined],
			['rejected', 'other_profile']
		]);
		expect((await logOf(id)).map((e) => e.id)).toEqual([good.id, newer.id, future.id]);
		expect((await rejectedOf(id)).map((r) => r.event_id).sort()).toEqual([bad.id, other.id].sort());
	});

	test('S5 same id, same body: known, and counted once', async () => {
		const id = learner();
		const one = event({
			kind: 'question.answered',
			body: { course: 'c1', version: 'v1', lang: 'ur', lesson: 'a1', item: 'q', choice: 'a', right: true }
		});
		await send(id, [one]);
		const again = await send(id, [one, one]);
		expect(again.outcomes.map((o) => o.outcome)).toEqual(['known', 'known']);
		expect((await readProgress(get().db, id)).courses['c1']!.lessons['a1']!.items['q']!.tries).toBe(1);
	});

	test('S5 same id twice in one batch: accepted, then known', async () => {
		const id = learner();
		const one = event();
		const { outcomes } = await send(id, [one, one]);
		expect(outcomes.map((o) => o.outcome)).toEqual(['accepted', 'known']);
		expect(await logOf(id)).toHaveLength(1);
	});

	test('S5 same id, other body: rejected, both kept', async () => {
		const id = learner();
		const one = event();
		await send(id, [one]);
		const forged = { ...one, body: { ...(one.body as object), lesson: 'a2' } };
		const { outcomes } = await send(id, [forged]);
		expect(outcomes[0]).toMatchObject({ outcome: 'rejected', reason: 'id_reused' });
		expect((await logOf(id)).map((e) => (e.body as { lesson: string }).lesson)).toEqual(['a1']);
		expect(await rejectedOf(id)).toHaveLength(1);
	});

	test('S5 ids are unique per learner: another learner may hold the same', async () => {
		const [a, b] = [learner(), learner()];
		const one = event();
		await send(a, [one]);
		const { outcomes } = await send(b, [one]);
		expect(outcomes[0]!.outcome).toBe('accepted');
	});

	test('S9 positions count 1, 2, 3 … per learner, not for all', async () => {
		const [a, b] = [learner(), learner()];
		await send(a, [event(), event()]);
		await send(b, [event()]);
		await send(a, [event()]);
		expect((await logOf(a)).map((e) => e.pos)).toEqual([1, 2, 3]);
		expect((await logOf(b)).map((e) => e.pos)).toEqual([1]);
		expect(await readHead(get().db, a)).toBe(4);
	});

	test('S9 twenty writers of one learner at once: every event once, positions without gap', async () => {
		const id = learner();
		const batches = Array.from({ length: 20 }, () => [event(), event(), event()]);
		await Promise.all(batches.flatMap((batch) => [send(id, batch), send(id, batch)]));
		const log = await logOf(id);
		expect(log.map((e) => e.pos)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
		expect(new Set(log.map((e) => e.id)).size).toBe(60);
	});

	test('S10 receipts: contiguous, and what stands beyond a gap', async () => {
		const id = learner();
		await send(id, [event({ seq: 1 }), event({ seq: 2 }), event({ seq: 5 })]);
		const { receipts } = await send(id, [event({ seq: 4, body: {} })]);
		expect(receipts).toEqual([{ device: 'device-1', profile: 'profile-1', heldTo: 2, exceptions: [4, 5] }]);
	});

	test('a projector that throws takes the whole batch back: nothing half-written', async () => {
		const id = learner();
		const broken = {
			name: 'broken',
			kinds: ['lesson.finished'],
			apply: () => Promise.reject(new Error('planned')),
			reset: async () => {}
		};
		await expect(
			ingest(get().db, [progressProjector, broken], {
				learnerId: id,
				actor: 'self',
				events: [event()],
				receivedAt: NOW,
				skew: 0
			})
		).rejects.toThrow('planned');
		expect(await logOf(id)).toEqual([]);
		expect((await readProgress(get().db, id)).courses).toEqual({});
	});

	test('P2 P3 any history in any batches: stored progress equals the fold of the log, and rebuild changes nothing', async () => {
		const history = fc.array(fc.record({ id: anId, content: aBody, minutes: fc.nat(5000) }), {
			minLength: 1,
			maxLength: 30
		});
		await fc.assert(
			fc.asyncProperty(history, fc.integer({ min: 1, max: 7 }), async (acts, size) => {
				const id = learner();
				const events = acts.map((a) => event({ id: a.id, at: NOW - a.minutes * 60_000, ...a.content }));
				for (let i = 0; i < events.length; i += size) await send(id, events.slice(i, i + size));
				await send(id, events.toReversed());
				const log = await logOf(id);
				const folded = fold(log, {}, (e) => e.happenedAt);
				const stored = await readProgress(get().db, id);
				expect(stored).toEqual(folded);
				await rebuildLearner(get().allLearners, projectors, id);
				expect(await readProgress(get().db, id)).toEqual(stored);
			}),
			{ seed: 20261122, numRuns: get().engine === 'sqlite' ? 60 : 15 }
		);
	});

	test('S3 a deferred event is counted when a rebuild knows its kind', async () => {
		const id = learner();
		const one = event();
		await send(id, [one]);
		await get().db.updateTable('event').set({ outcome: 'deferred' }).where('learner_id', '=', id).execute();
		await rebuildLearner(get().allLearners, projectors, id);
		expect((await readProgress(get().db, id)).courses['c1']!.lessons['a1']!.state).toBe('finished');
	});
});
