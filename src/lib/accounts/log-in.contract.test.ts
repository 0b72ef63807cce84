import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { DAY, MINUTE } from '../platform/clock.ts';
import { liftLock } from './attempt.repository.server.ts';
import { groupCode } from './learner-code.ts';
import { joinLearner } from './join.server.ts';
import { isRecoveryOpen, logIn, recover, reissueCard } from './log-in.server.ts';
import { digits, joining, pictures, testServices, value, type TestServices } from './test-kit.server.ts';

const wrongSecret = { kind: 'digits', text: '000007' } as const;

describeEachDatabase('opening her work', (get) => {
	const start = async (seed: string) => {
		const s = testServices(get(), seed);
		return { s, ...value(await joinLearner(s, joining(s))) };
	};
	const here = (deviceHash: string) => ({ deviceHash, profiles: [] });
	const fail = async (s: TestServices, code: string, device: string, times: number) => {
		const answers = [];
		for (let i = 0; i < times; i++)
			answers.push(await logIn(s, { code, secret: wrongSecret, here: here(device) }));
		return answers;
	};
	const tags = (answers: Awaited<ReturnType<typeof logIn>>[]) =>
		answers.map((a) => (a.ok ? 'ok' : a.refusal.tag));

	it('K2 learner code and secret open it on another phone, with a token of its own (K8)', async () => {
		const { s, learnerId, card, uploads } = await start('a');
		const opened = value(
			await logIn(s, { code: groupCode(card!.code), secret: pictures, here: here('new') })
		);
		expect(opened).toMatchObject({ learnerId, name: 'شبانہ' });
		expect(opened.uploads[0]!.token).not.toBe(uploads[0]!.token);
		expect(opened.card).toBeUndefined();
	});

	it('K3 wrong code and wrong secret get the same answers, also after many tries', async () => {
		const { s, card } = await start('b');
		const known = await fail(s, card!.code, 'x', 7);
		const unknown = await fail(s, '0'.repeat(9), 'x', 7);
		expect(known).toEqual(unknown);
		expect(tags(known)).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'wait', 'wait']);
		expect(tags(await fail(s, 'no code at all', 'x', 1))).toEqual(['wrong']);
	});

	it('K3 unknown devices slow down together: a new cookie gives no new tries', async () => {
		const { s, card } = await start('c');
		for (let i = 0; i < 5; i++) await fail(s, card!.code, `stranger-${i}`, 1);
		expect(tags(await fail(s, card!.code, 'stranger-9', 1))).toEqual(['wait']);
		expect((await logIn(s, { code: card!.code, secret: pictures, here: here('other') })).ok).toBe(false);
		s.pass(MINUTE);
		expect(tags(await fail(s, card!.code, 'stranger-9', 2))).toEqual(['wrong', 'wait']);
		s.pass(MINUTE);
		expect(tags(await fail(s, card!.code, 'stranger-9', 1))).toEqual(['wait']);
	});

	it('K3 a known device is never blocked by strangers', async () => {
		const { s, card } = await start('d');
		await fail(s, card!.code, 'stranger', 8);
		expect((await logIn(s, { code: card!.code, secret: pictures, here: here('her-phone') })).ok).toBe(true);
	});

	it('K3 a known device waits for its own mistakes, and a right secret sets them back', async () => {
		const { s, card } = await start('e');
		expect(tags(await fail(s, card!.code, 'her-phone', 8))).toEqual([...Array(7).fill('wrong'), 'wait']);
		s.pass(MINUTE);
		expect((await logIn(s, { code: card!.code, secret: pictures, here: here('her-phone') })).ok).toBe(true);
		expect(tags(await fail(s, card!.code, 'her-phone', 7))).toEqual(Array(7).fill('wrong'));
	});

	it('K3 many tries at once are not more than one after the other', async () => {
		const { s, card } = await start('f');
		const answers = await Promise.all(
			Array.from({ length: 12 }, (_, i) =>
				logIn(s, { code: card!.code, secret: wrongSecret, here: here(`d${i}`) })
			)
		);
		expect(tags(answers).filter((t) => t === 'wrong')).toHaveLength(5);
	});

	it('K3 a wait that a clock a day ahead has set is not waited for when the clock is right again; her count stays', async () => {
		const { s, card } = await start('clock');
		s.pass(DAY);
		await fail(s, card!.code, 'stranger', 6);
		s.pass(-DAY);
		expect(tags(await fail(s, card!.code, 'stranger', 2))).toEqual(['wrong', 'wait']);
		s.pass(2 * MINUTE);
		expect(tags(await fail(s, card!.code, 'stranger', 2))).toEqual(['wrong', 'wait']);
	});

	it('K3 her trainer lifts a lock', async () => {
		const { s, card, learnerId } = await start('g');
		await fail(s, card!.code, 'stranger', 6);
		await liftLock(s.db, learnerId);
		expect((await logIn(s, { code: card!.code, secret: pictures, here: here('new') })).ok).toBe(true);
	});

	it('K3 a quiet week begins the count again', async () => {
		const { s, card } = await start('h');
		await fail(s, card!.code, 'stranger', 6);
		s.pass(8 * DAY);
		expect(tags(await fail(s, card!.code, 'stranger', 5))).toEqual(Array(5).fill('wrong'));
	});

	it('K2 the card opens once and sets a new secret', async () => {
		const { s, card, learnerId } = await start('i');
		const use = (device: string) => recover(s, { token: card!.recovery, secret: digits, here: here(device) });
		expect(await isRecoveryOpen(s, card!.recovery)).toBe(true);
		const both = await Promise.all([use('p'), use('q')]);
		expect(both.filter((r) => r.ok)).toHaveLength(1);
		expect(await isRecoveryOpen(s, card!.recovery)).toBe(false);
		expect((await logIn(s, { code: card!.code, secret: pictures, here: here('r') })).ok).toBe(false);
		expect(value(await logIn(s, { code: card!.code, secret: digits, here: here('r') })).learnerId).toBe(
			learnerId
		);
	});

	it('K2 a card nobody made opens nothing', async () => {
		const { s } = await start('j');
		expect(await recover(s, { token: 'f'.repeat(32), secret: digits, here: here('p') })).toEqual({
			ok: false,
			refusal: { tag: 'card_used' }
		});
	});

	it('K2 a new card cancels the old one; the same form twice gives the same card', async () => {
		const { s, card, learnerId } = await start('k');
		const form = { learnerId, key: '1'.repeat(32), secret: pictures, deviceHash: 'her-phone' };
		const first = value(await reissueCard(s, form));
		const second = value(await reissueCard(s, form));
		expect(second.card).toEqual(first.card);
		expect((await logIn(s, { code: card!.code, secret: pictures, here: here('n') })).ok).toBe(false);
		expect(await isRecoveryOpen(s, card!.recovery)).toBe(false);
		expect((await logIn(s, { code: first.card!.code, secret: pictures, here: here('n') })).ok).toBe(true);
		const old = { ...form, key: '2'.repeat(32) };
		value(await reissueCard(s, old));
		expect(value(await reissueCard(s, form)).card).toBeUndefined();
	});

	it('K2 a new card needs the secret', async () => {
		const { s, learnerId } = await start('l');
		const form = { learnerId, key: '1'.repeat(32), secret: wrongSecret, deviceHash: 'her-phone' };
		expect(await reissueCard(s, form)).toEqual({ ok: false, refusal: { tag: 'wrong' } });
	});
});
