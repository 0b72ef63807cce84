import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { MINUTE } from './clock.ts';
import { forgetHits, hit } from './limits.server.ts';

describeEachDatabase('rate limits', (get) => {
	const now = 1_000 * MINUTE + 7;

	it('counts within one window and says when the next one opens', async () => {
		const { db } = get();
		expect(await hit(db, 'a', now, MINUTE, 2)).toEqual({ ok: true, value: { left: 1 } });
		expect(await hit(db, 'a', now + 1, MINUTE, 2)).toEqual({ ok: true, value: { left: 0 } });
		expect(await hit(db, 'a', now + 2, MINUTE, 2)).toEqual({
			ok: false,
			refusal: { tag: 'too_many', retryAt: 1_001 * MINUTE }
		});
		expect((await hit(db, 'a', now + MINUTE, MINUTE, 2)).ok).toBe(true);
	});

	it('keeps names apart', async () => {
		const { db } = get();
		await hit(db, 'b', now, MINUTE, 1);
		expect((await hit(db, 'c', now, MINUTE, 1)).ok).toBe(true);
	});

	it('loses no use when many come at once', async () => {
		const { db } = get();
		const answers = await Promise.all(Array.from({ length: 12 }, () => hit(db, 'd', now, MINUTE, 5)));
		expect(answers.filter((a) => a.ok)).toHaveLength(5);
	});

	it('forgets old windows only', async () => {
		const { db } = get();
		await hit(db, 'e', now, MINUTE, 1);
		await forgetHits(db, now - MINUTE);
		expect((await hit(db, 'e', now, MINUTE, 1)).ok).toBe(false);
		await forgetHits(db, now + MINUTE);
		expect((await hit(db, 'e', now, MINUTE, 1)).ok).toBe(true);
	});
});
