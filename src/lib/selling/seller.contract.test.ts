import { describe, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { HOUR, MINUTE } from '../platform/clock.ts';
import { ok, refuse } from '../platform/result.ts';
import type { Connector } from './connectors/connector.ts';
import { embeddedConnector } from './connectors/embedded.server.ts';
import { formerPolicies } from './decide-unlock.ts';
import { deliverOutbox } from './deliver-outbox.server.ts';
import { claimOutbox, readSeller } from './seller.repository.server.ts';
import { giveBadge, learnerWithBadge, turnBadge, unlock, world, type World } from './testing.server.ts';
import { onAward, onAwardChange, resumeSeller, suspendSeller, unlockSeller } from './unlock-seller.server.ts';

const outbox = (w: World, learnerId: string) =>
	w.db
		.selectFrom('outbox')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.orderBy('created_at')
		.orderBy('seq')
		.execute();
const topics = async (w: World, learnerId: string) => (await outbox(w, learnerId)).map((r) => r.topic);

describeEachDatabase('seller account', (get) => {
	const w = world(get);

	describe('M1, M2 unlock', () => {
		test('M2 badge A and the fraud check open a starter account, with one outbox row', async () => {
			const her = await learnerWithBadge(w);
			expect(await unlock(w, her)).toBe('starter');
			expect(await readSeller(w.db, her)).toMatchObject({
				tier: 'starter',
				state: 'active',
				policy: 'a-and-fraud-check-open-starter-2'
			});
			const [row, ...more] = await outbox(w, her);
			expect(more).toEqual([]);
			expect(row!.topic).toBe('seller.unlocked');
			expect(JSON.parse(row!.body)).toMatchObject({ learnerId: her, tier: 'starter' });
		});

		test('M2 unlocked twice, one after the other and at once: one seller, one outbox row', async () => {
			const her = await learnerWithBadge(w);
			await Promise.all([unlock(w, her), unlock(w, her)]);
			w.clock.forward(MINUTE);
			await unlock(w, her);
			expect(await topics(w, her)).toEqual(['seller.unlocked']);
		});

		test('M2 the award rolls back: no seller, no outbox row', async () => {
			const her = await learnerWithBadge(w);
			await expect(
				w.db.transaction().execute(async (tx) => {
					await unlockSeller(tx, her, { badge: 'selling-online', awardId: 'x' }, w);
					throw new Error('award failed');
				})
			).rejects.toThrow('award failed');
			expect(await readSeller(w.db, her)).toBeUndefined();
			expect(await topics(w, her)).toEqual([]);
		});

		test('M1 another badge opens nothing, and badge A alone does not either', async () => {
			for (const badge of ['digital-payments', 'selling-online']) {
				const her = await learnerWithBadge(w, badge);
				expect(await unlock(w, her, badge)).toBeNull();
				expect(await readSeller(w.db, her)).toBeUndefined();
			}
		});

		test('M1 the fraud check first, then badge A: the second of the two opens it', async () => {
			const her = await learnerWithBadge(w, 'fraud-check');
			expect(await unlock(w, her, 'fraud-check')).toBeNull();
			expect(await unlock(w, her)).toBe('starter');
		});

		test('M1 who was let in by badge A alone keeps her account, and gets it back with the badge', async () => {
			const [former] = formerPolicies;
			const her = await learnerWithBadge(w, 'selling-online');
			const news = { badge: 'selling-online', awardId: 'x' };
			const opened = await w.db
				.transaction()
				.execute((tx) => unlockSeller(tx, her, news, { clock: w.clock, policy: former! }));
			expect(opened).toBe('starter');
			const told = async (state: 'active' | 'revoked') => {
				w.clock.forward(MINUTE);
				await w.db.updateTable('award').set({ state }).where('learner_id', '=', her).execute();
				await w.db
					.transaction()
					.execute((tx) => onAwardChange(tx, { learnerId: her, awardId: 'x', at: w.clock() }));
				return readSeller(w.db, her);
			};
			expect(await told('active')).toMatchObject({ state: 'active', policy: 'a-opens-starter-1' });
			expect(await told('revoked')).toMatchObject({ state: 'suspended', reason: 'badge' });
			expect(await told('active')).toMatchObject({ state: 'active', policy: 'a-opens-starter-1' });
			w.clock.forward(MINUTE);
			await w.db.transaction().execute((tx) => suspendSeller(tx, her, 'operator', w));
			w.clock.forward(MINUTE);
			expect(await w.db.transaction().execute((tx) => resumeSeller(tx, her, 'operator', w))).toBe(true);
			await giveBadge(w, her, 'fraud-check');
			expect(await unlock(w, her, 'fraud-check')).toBe('starter');
			expect(await topics(w, her)).toEqual([
				'seller.unlocked',
				'seller.suspended',
				'seller.resumed',
				'seller.suspended',
				'seller.resumed'
			]);
		});

		test('M1 a badge that returns may be the one that was missing', async () => {
			const her = await learnerWithBadge(w, 'selling-online');
			await w.db.updateTable('award').set({ state: 'revoked' }).where('learner_id', '=', her).execute();
			await giveBadge(w, her, 'fraud-check');
			expect(await unlock(w, her, 'fraud-check')).toBeNull();
			await w.db.updateTable('award').set({ state: 'active' }).where('learner_id', '=', her).execute();
			await w.db
				.transaction()
				.execute((tx) => onAwardChange(tx, { learnerId: her, awardId: 'x', at: w.clock() }));
			expect(await readSeller(w.db, her)).toMatchObject({ tier: 'starter', award_id: 'x' });
			expect(await topics(w, her)).toEqual(['seller.unlocked']);
		});

		test('M1 all three badges raise the tier, once, and a single one never lowers it', async () => {
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			await giveBadge(w, her, 'digital-payments');
			await giveBadge(w, her, 'trust');
			w.clock.forward(MINUTE);
			const news = { learnerId: her, badge: 'trust', awardId: 'x', at: w.clock() };
			for (let i = 0; i < 2; i++) await w.db.transaction().execute((tx) => onAward(tx, news));
			expect(await readSeller(w.db, her)).toMatchObject({ tier: 'ready' });
			expect(await topics(w, her)).toEqual(['seller.unlocked', 'seller.tier_raised']);
		});
	});

	describe('M1 the tier follows the badges that stand', () => {
		const turn = async (her: string, badge: string, state: 'active' | 'revoked' | 'suspended') => {
			await turnBadge(w, her, badge, state);
			return readSeller(w.db, her);
		};
		const ready = async () => {
			const her = await learnerWithBadge(w, 'selling-online', 'fraud-check', 'digital-payments', 'trust');
			expect(await unlock(w, her, 'trust')).toBe('ready');
			return her;
		};

		test('a badge taken back lowers it, its return raises it again, each told once', async () => {
			const her = await ready();
			expect(await turn(her, 'trust', 'revoked')).toMatchObject({ tier: 'starter', state: 'active' });
			// Told again, and of another badge that changes nothing.
			await turn(her, 'trust', 'revoked');
			expect(await turn(her, 'fraud-check', 'suspended')).toMatchObject({ tier: 'starter', state: 'active' });
			await turn(her, 'fraud-check', 'active');
			expect(await turn(her, 'trust', 'active')).toMatchObject({ tier: 'ready', lowered_at: null });
			expect(await topics(w, her)).toEqual(['seller.unlocked', 'seller.tier_lowered', 'seller.tier_raised']);
			expect(JSON.parse((await outbox(w, her))[1]!.body)).toMatchObject({ tier: 'starter' });
		});

		test('what falls while she is stopped has fallen when she may sell again', async () => {
			const her = await ready();
			expect(await turn(her, 'selling-online', 'revoked')).toMatchObject({ state: 'suspended' });
			await turn(her, 'trust', 'revoked');
			expect(await turn(her, 'selling-online', 'active')).toMatchObject({ tier: 'starter', state: 'active' });
			await w.db.transaction().execute((tx) => suspendSeller(tx, her, 'operator', w));
			expect(await turn(her, 'trust', 'active')).toMatchObject({ tier: 'ready', reason: 'operator' });
			expect(await topics(w, her)).toEqual([
				'seller.unlocked',
				'seller.suspended',
				'seller.tier_lowered',
				'seller.resumed',
				'seller.suspended',
				'seller.tier_raised'
			]);
		});

		test('who was let in by a former policy and rose since falls to what that one gives, not out', async () => {
			const her = await learnerWithBadge(w, 'selling-online');
			const news = { badge: 'selling-online', awardId: 'x' };
			await w.db
				.transaction()
				.execute((tx) => unlockSeller(tx, her, news, { clock: w.clock, policy: formerPolicies[0]! }));
			for (const badge of ['digital-payments', 'trust']) await giveBadge(w, her, badge);
			expect(await unlock(w, her, 'trust')).toBe('ready');
			expect(await turn(her, 'digital-payments', 'revoked')).toMatchObject({
				tier: 'starter',
				state: 'active',
				policy: 'a-opens-starter-1'
			});
		});
	});

	describe('M5 suspend and resume', () => {
		const setAward = (her: string, state: 'active' | 'revoked') =>
			w.db.updateTable('award').set({ state }).where('learner_id', '=', her).execute();
		const tell = (her: string) =>
			w.db.transaction().execute((tx) => onAwardChange(tx, { learnerId: her, awardId: 'x', at: w.clock() }));

		test('a revoked badge suspends, its return resumes, each once', async () => {
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			await setAward(her, 'revoked');
			w.clock.forward(MINUTE);
			await tell(her);
			await tell(her);
			expect(await readSeller(w.db, her)).toMatchObject({ state: 'suspended', reason: 'badge' });
			await setAward(her, 'active');
			w.clock.forward(MINUTE);
			await tell(her);
			await tell(her);
			expect(await readSeller(w.db, her)).toMatchObject({ state: 'active', reason: null });
			expect(await topics(w, her)).toEqual(['seller.unlocked', 'seller.suspended', 'seller.resumed']);
		});

		test('what a person suspended, a badge does not lift', async () => {
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			await w.db.transaction().execute((tx) => suspendSeller(tx, her, 'operator', w));
			await tell(her);
			expect(await readSeller(w.db, her)).toMatchObject({ state: 'suspended', reason: 'operator' });
			expect(await w.db.transaction().execute((tx) => resumeSeller(tx, her, 'operator', w))).toBe(true);
		});

		test('what a person lifts, a missing badge still holds', async () => {
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			await setAward(her, 'revoked');
			await tell(her);
			await w.db.transaction().execute((tx) => suspendSeller(tx, her, 'operator', w));
			expect(await w.db.transaction().execute((tx) => resumeSeller(tx, her, 'operator', w))).toBe(false);
			expect(await readSeller(w.db, her)).toMatchObject({ state: 'suspended', reason: 'badge' });
		});

		test('nobody is suspended who was never a seller', async () => {
			const her = await learnerWithBadge(w);
			expect(await w.db.transaction().execute((tx) => suspendSeller(tx, her, 'operator', w))).toBe(false);
			expect(await topics(w, her)).toEqual([]);
		});
	});

	describe('M3, M4 connectors', () => {
		const failing = (times: number): Connector & { calls: number } => {
			const c = {
				...embeddedConnector(w.db),
				name: 'flaky',
				calls: 0,
				async ensureSeller() {
					c.calls++;
					return c.calls <= times
						? refuse({ tag: 'unreachable' as const, detail: 'timeout' })
						: ok({ accountId: 'a' });
				}
			};
			return c;
		};
		/** Rows of the other tests out of the way. */
		const drain = () => deliverOutbox(w.allLearners, [embeddedConnector(w.db)], w);

		test('M3 embedded: ensureSeller any number of times, also at once, is one account', async () => {
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			const seller = (await readSeller(w.db, her))!;
			const account = { learnerId: her, sellerId: seller.seller_id, tier: 'starter' as const };
			const c = embeddedConnector(w.db);
			const answers = await Promise.all([
				c.ensureSeller(account),
				c.ensureSeller(account),
				c.ensureSeller(account)
			]);
			for (const a of answers) expect(a).toEqual(ok({ accountId: seller.seller_id }));
			expect(await c.status(account)).toEqual(ok('active'));
			expect((await c.ensureSeller({ ...account, sellerId: 'another' })).ok).toBe(false);
			expect(await c.status({ ...account, learnerId: 'nobody' })).toEqual(ok('none'));
		});

		test('M4 a failure is tried again later, and only later', async () => {
			await drain();
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			const c = failing(1);
			expect(await deliverOutbox(w.allLearners, [c], w)).toEqual({ done: 0, postponed: 1, parked: 0 });
			expect(await deliverOutbox(w.allLearners, [c], w)).toEqual({ done: 0, postponed: 0, parked: 0 });
			w.clock.forward(3 * MINUTE);
			expect(await deliverOutbox(w.allLearners, [c], w)).toEqual({ done: 1, postponed: 0, parked: 0 });
			expect(c.calls).toBe(2);
		});

		test('M4 a clock that ran a day ahead and was put right does not keep news for a day', async () => {
			await drain();
			const c = failing(2);
			w.clock.forward(24 * HOUR);
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			await deliverOutbox(w.allLearners, [c], w);
			w.clock.forward(-24 * HOUR);
			// Tried at once, and from then on as often as it would be.
			expect(await deliverOutbox(w.allLearners, [c], w)).toEqual({ done: 0, postponed: 1, parked: 0 });
			expect(await deliverOutbox(w.allLearners, [c], w)).toEqual({ done: 0, postponed: 0, parked: 0 });
			w.clock.forward(6 * MINUTE);
			expect(await deliverOutbox(w.allLearners, [c], w)).toEqual({ done: 1, postponed: 0, parked: 0 });

			// A worker that was killed under the wrong clock.
			const next = await learnerWithBadge(w);
			await unlock(w, next);
			const [row] = await outbox(w, next);
			const now = w.clock() + 24 * HOUR;
			expect(await claimOutbox(w.allLearners, row!, { now, until: now + MINUTE })).toBe(true);
			expect(await deliverOutbox(w.allLearners, [c], w)).toEqual({ done: 1, postponed: 0, parked: 0 });
		});

		test('M4 after the last try it is parked with its reason', async () => {
			await drain();
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			const c = failing(99);
			for (let i = 0; i < 12; i++) {
				await deliverOutbox(w.allLearners, [c], w);
				w.clock.forward(24 * HOUR);
			}
			expect(c.calls).toBe(8);
			const [row] = await outbox(w, her);
			expect(row).toMatchObject({ attempts: 8, error: 'flaky: unreachable: timeout', done_at: null });
			expect(row!.parked_at).not.toBeNull();
		});

		test('M3 two workers at once carry a row once', async () => {
			await drain();
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			const c = failing(0);
			await Promise.all([deliverOutbox(w.allLearners, [c], w), deliverOutbox(w.allLearners, [c], w)]);
			expect(c.calls).toBe(1);
		});
	});
});
