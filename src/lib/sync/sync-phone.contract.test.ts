import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { noNews } from '../progress/index.ts';
import { progressProjector } from '../progress/index.server.ts';
import type { Services } from '../services.server.ts';
import { answerByForm, recordForm, formEvent } from './answer-by-form.server.ts';
import { readLog } from './log.repository.server.ts';
import { syncPhone } from './sync-phone.server.ts';

const NOW = 1_795_000_000_000;

describeEachDatabase('a phone and a form', (get) => {
	const services = (): Services =>
		({
			db: get().db,
			clock: () => NOW,
			projectors: [progressProjector],
			mayKeepWork: async (_db: unknown, learnerId: string) => learnerId !== 'withdrawn',
			readNews: async () => noNews,
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
	const send = (learnerId: string, events: unknown[]) =>
		syncPhone(services(), {
			learnerId,
			profiles: ['profile-1'],
			envelope: { device: 'device-1', sentAt: NOW, events }
		});

	test('S3 what cannot be read is named and does not stop the others', async () => {
		const answer = await send('l1', [null, { id: 'x' }, event(1), event(2, { device: 'other-device' })]);
		expect(answer.outcomes.map((o) => [o.id, o.outcome, o.reason])).toEqual([
			[event(1).id, 'accepted', undefined],
			['', 'rejected', 'malformed'],
			['x', 'rejected', 'malformed'],
			[event(2).id, 'rejected', 'malformed']
		]);
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
