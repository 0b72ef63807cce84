import { createCipheriv, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { secretsFrom } from '../platform/secrets.server.ts';
import { noNews } from '../progress/index.ts';
import { progressProjector } from '../progress/index.server.ts';
import type { Services } from '../services.server.ts';
import { answerByForm, recordForm, formEvent } from './answer-by-form.server.ts';
import { envelope, type EventOutcome } from './envelope.ts';
import { readLog } from './log.repository.server.ts';
import { readBack } from './read-back.server.ts';
import { syncPhone } from './sync-phone.server.ts';

const NOW = 1_795_000_000_000;
const secrets = secretsFrom(new Uint8Array(32).fill(3));

/** As the phone seals it: nonce, sealed JSON, tag. */
function seal(key: Uint8Array, id: string, plain: string): string {
	const iv = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
	return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
		'base64'
	);
}

describeEachDatabase('a phone and a form', (get) => {
	const counted: string[] = [];
	const services = (): Services =>
		({
			countOutcomes: (outcomes: readonly EventOutcome[]) =>
				void counted.push(...outcomes.map(({ outcome, reason }) => `${outcome} ${reason ?? ''}`.trim())),
			db: get().db,
			clock: () => NOW,
			projectors: [progressProjector],
			mayKeepWork: async (_db: unknown, learnerId: string) => learnerId !== 'withdrawn',
			readNews: async () => noNews,
			secrets,
			epoch: 'epoch-1'
		}) as unknown as Services;
	const event = (id: number, over = {}) => ({
		id: `01900000-0000-7000-8000-${String(id).padStart(12, '0')}`,
		profile: 'profile-1',
		actor: 'self',
		device: 'device-1',
		seq: id,
		kind: 'lesson.finished',
		v: 1,
		at: NOW,
		body: { course: 'c1', version: 'v1', lang: 'ur', lesson: 'a1' },
		...over
	});
	const send = (
		learnerId: string,
		events: unknown[],
		more: { reads?: boolean; sentAt?: number; phone?: { waiting: number; full: boolean } } = {}
	) =>
		syncPhone(services(), {
			learnerId,
			profiles: ['profile-1', 'profile-2'],
			envelope: {
				device: 'device-1',
				sentAt: more.sentAt ?? NOW,
				events,
				...(more.phone && { phone: more.phone })
			},
			reads: more.reads ?? false
		});
	const boxed = (learnerId: string, { id, profile, device, seq, ...done }: ReturnType<typeof event>) => ({
		id,
		profile,
		device,
		seq,
		box: seal(secrets.phoneKey(learnerId), id, JSON.stringify(done))
	});

	test('S3 what cannot be read is named and does not stop the others', async () => {
		const answer = await send('l1', [null, { id: 'x' }, event(1), event(2, { seq: 0 })]);
		expect(answer.outcomes.map((o) => [o.id, o.outcome, o.reason])).toEqual([
			[event(1).id, 'accepted', undefined],
			['', 'rejected', 'malformed'],
			['x', 'rejected', 'malformed'],
			[event(2).id, 'rejected', 'malformed']
		]);
	});

	test('S3 what became of each event is counted once: of a phone, and of a form', async () => {
		counted.length = 0;
		const finished = { course: 'c1', version: 'v1', lang: 'ur', lesson: 'a1' } as const;
		await send('n1', [null, event(1), event(2, { profile: 'profile-9' })]);
		await send('n1', [event(1)]);
		const made = formEvent('withdrawn', 'lesson.finished', finished, NOW, ['c1']);
		await recordForm(services(), 'withdrawn', made);
		expect(counted).toEqual([
			'accepted',
			'rejected other_profile',
			'rejected malformed',
			'known',
			'rejected no_consent'
		]);
	});

	test('T4 the last word of a phone of itself is kept; one that says nothing changes nothing', async () => {
		const said = () =>
			get()
				.db.selectFrom('phone_state')
				.select(['device', 'waiting', 'no_room', 'at'])
				.where('learner_id', '=', 'p1')
				.execute();
		await send('p1', [event(1)]);
		expect(await said()).toEqual([]);
		await send('p1', [event(2)], { phone: { waiting: 7, full: true } });
		await send('p1', [event(3)]);
		expect(await said()).toEqual([{ device: 'device-1', waiting: 7, no_room: 1, at: NOW }]);
		await send('p1', [], { phone: { waiting: 0, full: false } });
		expect(await said()).toEqual([{ device: 'device-1', waiting: 0, no_room: 0, at: NOW }]);
	});

	test('a word that cannot be read is nothing said, and stops no event', () => {
		const read = (phone: unknown) =>
			v.safeParse(envelope, { device: 'device-1', sentAt: NOW, events: [], phone });
		for (const phone of ['full', { waiting: -1, full: true }, { waiting: 1e9, full: false }, null])
			expect(read(phone)).toMatchObject({ success: true, output: { phone: undefined } });
		expect(read({ waiting: 3, full: false, more: 1 }).output).toMatchObject({
			phone: { waiting: 3, full: false }
		});
	});

	test('K8 a sealed event is opened with her key and kept as any other; sent clear, it is known', async () => {
		const answer = await send('b1', [boxed('b1', event(1)), boxed('b1', event(2, { seq: 2 }))]);
		expect(answer.outcomes.map((o) => o.outcome)).toEqual(['accepted', 'accepted']);
		const { pos, learner_id, receivedAt, happenedAt, late, ...kept } = (
			await Array.fromAsync(readLog(get().db, 'b1'))
		)[0]!;
		expect(kept).toEqual(event(1));
		expect((await send('b1', [event(1)])).outcomes[0]).toEqual({ id: event(1).id, outcome: 'known' });
		expect({ pos, learner_id, receivedAt, happenedAt, late }).toEqual({
			pos: 1,
			learner_id: 'b1',
			receivedAt: NOW,
			happenedAt: NOW,
			late: false
		});
	});

	test("K8 a box of another's key, of another id, torn, or with no event in it is malformed", async () => {
		const good = boxed('b2', event(1));
		const bytes = Buffer.from(good.box, 'base64');
		bytes[20]! ^= 1;
		const answer = await send('b2', [
			boxed('b1', event(1)),
			{ ...good, id: event(2).id },
			{ ...good, box: bytes.toString('base64') },
			{ ...good, box: '' },
			{ ...good, box: 'AAAA' },
			...['null', '[]', '"x"', 'no JSON', '{}'].map((plain) => ({
				...good,
				box: seal(secrets.phoneKey('b2'), good.id, plain)
			}))
		]);
		expect(answer.outcomes.map((o) => [o.outcome, o.reason])).toEqual(
			Array(10).fill(['rejected', 'malformed'])
		);
		expect(await Array.fromAsync(readLog(get().db, 'b2'))).toEqual([]);
	});

	test('S3 what is sealed is judged as what is clear: U+0000, depth, size, and whose it is', async () => {
		let deep: unknown[] = [];
		for (let i = 0; i < 2000; i++) deep = [deep];
		const done = (over: object) => boxed('b3', event(1, over));
		const answer = await send('b3', [
			done({ body: { course: 'c\u00001' } }),
			done({ kind: 'new.kind', body: { deep } }),
			done({ kind: 'new.kind', body: { large: 'x'.repeat(9000) } }),
			boxed('b3', event(4, { profile: 'profile-of-another' })),
			boxed('b3', event(5, { actor: 'somebody' })),
			{ ...boxed('b3', event(6)), seq: 1.5 }
		]);
		const said = new Map(answer.outcomes.map((o) => [o.detail ?? o.reason, o.outcome]));
		expect([...said.keys()].sort()).toEqual(
			[
				'body: holds U+0000',
				'body: larger than 8 KB',
				'body: nested too deep',
				'other_actor',
				'other_profile',
				'seq: Invalid integer: Received 1.5'
			].sort()
		);
		expect(new Set(said.values())).toEqual(new Set(['rejected']));
	});

	test('K8 where an event belongs is said beside the box, never in it', async () => {
		const { id } = event(1);
		const lying = JSON.stringify({ ...event(1), id: event(9).id, profile: 'profile-of-another', seq: 77 });
		const answer = await send('b4', [
			{ ...boxed('b4', event(1)), box: seal(secrets.phoneKey('b4'), id, lying) }
		]);
		expect(answer.outcomes).toEqual([{ id, outcome: 'accepted' }]);
		expect(answer.receipts).toEqual([
			{ device: 'device-1', profile: 'profile-1', heldTo: 1, exceptions: [] }
		]);
	});

	test('K8 the upload token adds and reads what became of it; news is for a reader', async () => {
		expect(await send('r1', [event(1)])).not.toHaveProperty('news');
		expect((await send('r1', [], { reads: true })).news).toEqual(noNews);
	});

	test('S10 a reader who sends nothing is told every stream of hers, the newest first, and nobody else’s', async () => {
		await send('r2', [event(1), event(3), event(4, { profile: 'profile-2', seq: 1 })]);
		await send('r2', [event(5, { device: 'device-2', seq: 1 })]);
		await send('r2-other', [event(1)]);
		await get()
			.db.updateTable('device_head')
			.set({ last_at: NOW + 1 })
			.where('learner_id', '=', 'r2')
			.where('device', '=', 'device-2')
			.execute();
		const one = { device: 'device-1', profile: 'profile-1', heldTo: 1, exceptions: [3] };
		expect((await send('r2', [])).receipts).toEqual([]);
		expect((await send('r2', [], { reads: true })).receipts).toEqual([
			{ device: 'device-2', profile: 'profile-1', heldTo: 1, exceptions: [] },
			one,
			{ device: 'device-1', profile: 'profile-2', heldTo: 1, exceptions: [] }
		]);
		expect((await send('r2', [event(2)], { reads: true })).receipts).toEqual([
			{ ...one, heldTo: 3, exceptions: [] }
		]);
	});

	test('S9 after a restore a phone offers what it has of her other phones and of forms; no receipt counts forms', async () => {
		const form = formEvent('r3', 'lesson.finished', event(1).body, NOW - 1000, ['c1', 'a1']);
		const answer = await send(
			'r3',
			[event(1), event(2, { device: 'device-2', seq: 7, at: NOW - 5000 }), form],
			{ sentAt: NOW - 3_600_000 }
		);
		expect(answer.outcomes.map((o) => o.outcome)).toEqual(Array(3).fill('accepted'));
		expect(answer.receipts.map((r) => [r.device, r.heldTo, r.exceptions])).toEqual([
			['device-1', 1, []],
			['device-2', 0, [7]]
		]);
		// Only this phone's clock was measured (S7).
		expect((await Array.fromAsync(readLog(get().db, 'r3'))).map((e) => e.happenedAt)).toEqual([
			NOW,
			NOW - 5000,
			NOW - 1000
		]);
	});

	test('S9 a restore forgot whose a profile is: what only her key opens is hers, if nobody else has claimed it', async () => {
		const asked: (readonly string[])[] = [];
		const sendClaiming = (claims: readonly string[], over: object) =>
			syncPhone(services(), {
				learnerId: 'c1',
				profiles: ['profile-1'],
				claim: async (profiles) => {
					asked.push(profiles);
					return claims;
				},
				envelope: { device: 'device-1', sentAt: NOW, events: [over] },
				reads: false
			});
		const forgotten = boxed('c1', event(1, { profile: 'profile-9' }));
		expect((await sendClaiming(['profile-9'], forgotten)).outcomes[0]).toMatchObject({ outcome: 'accepted' });
		const others = boxed('c1', event(2, { profile: 'profile-8' }));
		expect((await sendClaiming([], others)).outcomes[0]).toMatchObject({ reason: 'other_profile' });
		expect(asked).toEqual([['profile-9'], ['profile-8']]);
		const clear = event(3, { profile: 'profile-7' });
		expect((await sendClaiming(['profile-7'], clear)).outcomes[0]).toMatchObject({ reason: 'other_profile' });
	});

	test('S10 her log is read back in order, in pages, without what the asking device made', async () => {
		await send(
			'p1',
			Array.from({ length: 100 }, (_, i) => event(i + 1))
		);
		await send(
			'p1',
			Array.from({ length: 100 }, (_, i) => event(i + 101))
		);
		await send('p1', [event(201, { device: 'device-2', seq: 1 }), event(202, { seq: 201 })]);
		const page = (after: number, not = '') => readBack(services(), 'p1', { after, not });
		const first = await page(0);
		expect(first).toMatchObject({ epoch: 'epoch-1', pos: 200, more: true });
		expect(first.events.map((e) => e.pos)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
		expect(first.events[0]).toEqual({ pos: 1, ...event(1) });
		const second = await page(first.pos);
		expect([second.pos, second.more, second.events.map((e) => e.pos)]).toEqual([202, false, [201, 202]]);
		const others = await page(0, 'device-1');
		expect([others.pos, others.more, others.events.map((e) => e.id)]).toEqual([202, false, [event(201).id]]);
		expect(await page(202)).toEqual({ epoch: 'epoch-1', pos: 202, more: false, events: [] });
		expect(await readBack(services(), 'p-none', { after: 0, not: '' })).toMatchObject({ pos: 0, events: [] });
	});

	test('S10 a page of the log is at most 64 KB, and each goes on where the last ended', async () => {
		const large = (n: number) =>
			event(n, {
				kind: 'draft.saved',
				body: { part: 'profile', value: { a: 'ق'.repeat(400), b: 'x'.repeat(400) } }
			});
		for (let i = 0; i < 120; i += 30)
			await send(
				'p2',
				Array.from({ length: 30 }, (_, k) => large(i + k + 1))
			);
		const seen: number[] = [];
		for (let after = 0, more = true; more;) {
			const page = await readBack(services(), 'p2', { after, not: '' });
			expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(64 * 1024);
			seen.push(...page.events.map((e) => e.pos));
			({ more, pos: after } = page);
		}
		expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
	});

	test('S3 U+0000 anywhere in a body is refused at the door, not by the database', async () => {
		const answer = await send('l2', [event(3, { body: { course: 'c\u00001' } })]);
		expect(answer.outcomes[0]).toMatchObject({ outcome: 'rejected', reason: 'malformed' });
	});

	test('S3 a backslash before the letters u0000 is text as any other', async () => {
		const value = { note: 'a\\u0000' };
		const answer = await send('l2', [event(6, { kind: 'draft.saved', body: { part: 'profile', value } })]);
		expect(answer.outcomes[0]).toMatchObject({ outcome: 'accepted' });
	});

	test('S3 a body nested by the thousand is refused at the door, not by the stack', async () => {
		let deep: unknown[] = [];
		for (let i = 0; i < 20_000; i++) deep = [deep];
		const answer = await send('l2', [event(7, { kind: 'new.kind', body: { deep } })]);
		expect(answer.outcomes[0]).toMatchObject({ outcome: 'rejected', detail: 'body: nested too deep' });
	});

	test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
		'S3 %s is no name of a course, lesson, item or practice',
		async (name) => {
			const { body } = event(8);
			const answer = await send(`l-${name}`, [
				event(8, { body: { ...body, course: name } }),
				event(9, { body: { ...body, lesson: name } }),
				event(10, { kind: 'question.answered', body: { ...body, item: name, choice: 'a', right: true } }),
				event(11, { kind: 'practice.done', body: { ...body, practice: name, missed: [] } })
			]);
			for (const outcome of answer.outcomes)
				expect(outcome).toMatchObject({ outcome: 'rejected', reason: 'body' });
		}
	);

	test('S9 the cursor names the epoch and her own position', async () => {
		await send('l3', [event(4)]);
		expect((await send('l3', [event(5), event(4)])).cursor).toEqual({ epoch: 'epoch-1', pos: 2 });
	});

	const question = { id: 'q1', type: 'pick', key: ['b'] } as never;
	const course = { id: 'c1', version: 'v1' } as never;
	const answer = (learnerId: string, choice: string, tryNumber: number) =>
		answerByForm(services(), { learnerId, course, lang: 'ur', lesson: 'a1', question, choice, tryNumber });
	const logged = async (learnerId: string) =>
		(await Array.fromAsync(readLog(get().db, learnerId))).map((e) => (e.body as { choice: string }).choice);

	test('a double tap on a form is one answer', async () => {
		expect(await answer('l4', 'a', 1)).toEqual({ right: false, nextTry: 2 });
		expect(await answer('l4', 'a', 1)).toEqual({ right: false, nextTry: 2 });
		expect(await logged('l4')).toEqual(['a']);
	});

	test('going back and choosing again is the next try, and nothing is lost', async () => {
		await answer('l5', 'a', 1);
		expect(await answer('l5', 'b', 1)).toEqual({ right: true, nextTry: 3 });
		expect(await logged('l5')).toEqual(['a', 'b']);
	});

	test('two taps at the same moment are one answer', async () => {
		await Promise.all([answer('l6', 'c', 1), answer('l6', 'c', 1)]);
		expect(await logged('l6')).toEqual(['c']);
	});

	test('two different choices at the same moment are two tries', async () => {
		await Promise.all([answer('l8', 'a', 1), answer('l8', 'c', 1)]);
		expect((await logged('l8')).sort()).toEqual(['a', 'c']);
	});

	test('K5 after permission was taken back a form is answered and nothing is kept', async () => {
		expect((await answer('withdrawn', 'b', 1)).right).toBe(true);
		expect(await logged('withdrawn')).toEqual([]);
	});

	test('a form post has no numbers, so no receipt claims any', async () => {
		const body = { course: 'c1', version: 'v1', lang: 'ur', lesson: 'a1' };
		const outcome = await recordForm(
			services(),
			'l7',
			formEvent('l7', 'lesson.finished', body, NOW, ['c1', 'a1'])
		);
		expect(outcome.outcome).toBe('accepted');
	});
});
