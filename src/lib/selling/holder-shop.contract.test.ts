import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { findAward } from '../badges/index.server.ts';
import { MINUTE } from '../platform/clock.ts';
import { readStoppedShops, resumeShop } from './decide-report.server.ts';
import { readHolderShop, stopShop } from './holder-shop.server.ts';
import { readPublicShop } from './read-shop.server.ts';
import { giveBadge, learnerWithBadge, openCheckedShop, turnBadge, unlock, world } from './testing.server.ts';

describeEachDatabase("a badge and its holder's shop", (get) => {
	const w = world(get);
	const idOf = (learnerId: string, badge: string) => `award-${badge}-${learnerId}`;
	const holder = async (...badges: string[]) => {
		const shop = await openCheckedShop(w);
		for (const badge of badges) await giveBadge(w, shop.learnerId, badge);
		for (const badge of ['selling-online', 'fraud-check', ...badges])
			await w.db
				.insertInto('award_lookup')
				.values({ award_id: idOf(shop.learnerId, badge), learner_id: shop.learnerId, badge })
				.execute();
		if (badges.length) await unlock(w, shop.learnerId, badges.at(-1));
		return shop;
	};
	const stands = async (learnerId: string, badge: string) =>
		readHolderShop(w.db, (await findAward(w.db, idOf(learnerId, badge)))!);
	const turn = (learnerId: string, badge: string, state: 'active' | 'revoked') =>
		turnBadge(w, learnerId, badge, state);

	test('nobody without a shop is promised one', async () => {
		const her = await learnerWithBadge(w, 'trust');
		const award = { learner_id: her, award_id: idOf(her, 'trust'), state: 'active' as const };
		expect(await readHolderShop(w.db, award)).toEqual({ now: 'none', then: 'none' });
	});

	test('what will happen is what happens: stops, falls, stays, opens again', async () => {
		const { learnerId } = await holder('digital-payments', 'trust', 'growing');
		for (const [badge, then] of [
			['selling-online', 'waits'],
			['digital-payments', 'starter'],
			['trust', 'starter'],
			['fraud-check', 'ready'],
			['growing', 'ready']
		] as const) {
			expect(await stands(learnerId, badge)).toEqual({ now: 'ready', then });
			await turn(learnerId, badge, 'revoked');
			expect(await stands(learnerId, badge)).toEqual({ now: then, then: 'ready' });
			await turn(learnerId, badge, 'active');
		}
		// With another one missing it stays stopped.
		await turn(learnerId, 'selling-online', 'revoked');
		await turn(learnerId, 'digital-payments', 'revoked');
		await turn(learnerId, 'fraud-check', 'revoked');
		expect(await stands(learnerId, 'selling-online')).toEqual({ now: 'waits', then: 'waits' });
	});

	test('M5 it goes on without the badge: a person stops it, audited once, and lifts it on the desk', async () => {
		const { learnerId, handle } = await holder('growing');
		const awardId = idOf(learnerId, 'growing');
		expect(await stopShop(w, 'staff-h1', awardId)).toMatchObject({ refusal: { tag: 'gone' } });
		await turn(learnerId, 'growing', 'revoked');
		expect((await readPublicShop(w, handle))!.face).toBe('open');
		w.clock.forward(MINUTE);
		const both = await Promise.all([1, 2].map(() => stopShop(w, 'staff-h1', awardId)));
		expect(both.filter((r) => r.ok)).toHaveLength(1);
		expect(await readPublicShop(w, handle)).toBeUndefined();
		expect(await stands(learnerId, 'growing')).toEqual({ now: 'kept', then: 'kept' });
		await turn(learnerId, 'growing', 'active');
		expect(await readPublicShop(w, handle)).toBeUndefined();
		expect((await readStoppedShops(w.allLearners)).map((s) => s.handle)).toContain(handle);
		expect(await resumeShop(w, 'staff-h1', learnerId)).toEqual({ ok: true, value: { opened: true } });
		const audit = await w.allLearners
			.selectFrom('audit')
			.select(['act', 'subject'])
			.where('actor', '=', 'staff-h1')
			.execute();
		expect(audit).toEqual(['shop.stopped', 'shop.resumed'].map((act) => ({ act, subject: learnerId })));
		expect(await stopShop(w, 'staff-h1', 'no-award')).toMatchObject({ refusal: { tag: 'gone' } });
	});
});
