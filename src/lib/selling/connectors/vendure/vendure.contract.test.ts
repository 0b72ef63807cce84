import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { describeEachDatabase } from '../../../../../tests/support/databases.ts';
import { addAboutMe } from '../../../accounts/index.server.ts';
import { DAY, HOUR, MINUTE } from '../../../platform/clock.ts';
import { recordDeletions } from '../../../platform/deletion-list.server.ts';
import { ok } from '../../../platform/result.ts';
import { deliverOutbox } from '../../deliver-outbox.server.ts';
import { giveBadge, learnerWithBadge, turnBadge, unlock, world } from '../../testing.server.ts';
import { resumeSeller, suspendSeller } from '../../unlock-seller.server.ts';
import { embeddedConnector } from '../embedded.server.ts';
import type { Carrier } from '../carrier.ts';
import { followVendure, onAboutMe } from './follow.server.ts';
import { hideErased } from './hide-erased.server.ts';
import { vendureNames } from './names.server.ts';
import { newVendurePassword, readVendurePlace } from './new-password.server.ts';
import { FINISHING, SELLING } from './permissions.ts';
import type { Operation } from './queries.ts';
import { fakeVendure, type FakeVendure } from './testing.server.ts';
import { vendureCarrier } from './vendure-carrier.server.ts';
import { openVendure } from './vendure.server.ts';

const ONE = { channels: 1, sellers: 1, locations: 1, roles: 1, administrators: 1 };
const NONE = { channels: 0, sellers: 0, locations: 0, roles: 0, administrators: 0 };
const ALL = ['selling-online', 'digital-payments', 'trust'];
/** Longer than an account is held after a lost answer. */
const LATER = 5 * MINUTE;

describeEachDatabase('Vendure', (get) => {
	const w = world(get);
	let f: FakeVendure;

	beforeEach(async () => {
		f = await fakeVendure();
	});
	afterEach(async () => {
		f.close();
		// Sellers of the other tests are not told of in this one.
		for (const table of ['outbox', 'seller'] as const) await w.allLearners.deleteFrom(table).execute();
		await w.allLearners.deleteFrom('setting').where('name', 'like', 'vendure%').execute();
	});

	const open = (patience = 5000) =>
		openVendure(
			f.env(),
			{ db: w.db, clock: w.clock, random: w.random, secrets: w.secrets },
			{ call: 400, patience }
		);
	const code = (learnerId: string) => vendureNames(w.secrets, learnerId).code;
	const seller = async () => {
		const learnerId = await learnerWithBadge(w, ...ALL);
		await unlock(w, learnerId, 'trust');
		return { learnerId, sellerId: 'any', tier: 'ready' as const };
	};
	/** Until nothing is left that could be tried. */
	const deliver = async (carriers: Carrier[] = [vendureCarrier(w.allLearners, open())]) => {
		w.clock.forward(MINUTE);
		return deliverOutbox(w.allLearners, [embeddedConnector(w.allLearners)], { clock: w.clock, carriers });
	};
	const inTx = (work: (tx: Parameters<typeof suspendSeller>[0]) => Promise<unknown>) =>
		w.db.transaction().execute(work);

	describe('M3 one account', () => {
		test('made once, found ever after, and by other workers', async () => {
			const her = await seller();
			const made = await open().ensureSeller(her);
			expect(made).toEqual(ok({ accountId: f.channel(code(her.learnerId))!.id }));
			expect(f.count(code(her.learnerId))).toEqual(ONE);
			expect(f.role(code(her.learnerId))!.permissions).toEqual(SELLING);
			expect(await open().ensureSeller(her)).toEqual(made);
			expect(f.count(code(her.learnerId))).toEqual(ONE);
			expect(await open().status(her)).toEqual(ok('active'));
		});

		test('her name, her code and her other ids stay here', async () => {
			const her = await seller();
			await open().ensureSeller(her);
			const there = JSON.stringify([f.channels, f.sellers, f.roles, f.locations, f.administrators]);
			expect(there).not.toContain(her.learnerId);
			expect(code(her.learnerId)).toMatch(/^qadam(-[0-9a-f]{4}){4}$/);
			expect(code((await seller()).learnerId)).not.toBe(code(her.learnerId));
		});

		test('three workers at once', async () => {
			const her = await seller();
			const answers = await Promise.all([1, 2, 3].map(() => open().ensureSeller(her)));
			for (const answer of answers) expect(answer.ok).toBe(true);
			expect(f.count(code(her.learnerId))).toEqual(ONE);
		});

		// Vendure keeps a channel's code unique itself: what comes after the channel is ours alone to make once.
		test('three workers at once, after one that left off when the channel was made', async () => {
			const her = await seller();
			f.fate = (operation) => (operation === 'CreateChannel' ? 'lost' : 'answered');
			expect(await open().ensureSeller(her)).toMatchObject({ refusal: { tag: 'unreachable' } });
			expect(f.count(code(her.learnerId))).toEqual({ ...NONE, channels: 1 });
			f.fate = () => 'answered';
			w.clock.forward(LATER);
			const answers = await Promise.all([1, 2, 3].map(() => open().ensureSeller(her)));
			expect(f.count(code(her.learnerId))).toEqual(ONE);
			for (const answer of answers) expect(answer.ok).toBe(true);
		});

		test('the answer to any one question lost, then tried again: still one of each', async () => {
			// How many questions there are, and a place for each.
			const first = await seller();
			await open().ensureSeller(first);
			const all = f.asked.length;
			expect(all).toBeGreaterThan(12);
			for (const fate of ['lost', 'unheard', 'silent', 502] as const)
				for (let n = 1; n <= all; n++) {
					const her = await seller();
					f.asked = [];
					f.fate = (_, at) => (at === n ? fate : 'answered');
					const vendure = open();
					const failed = await vendure.ensureSeller(her);
					expect([fate, n, failed.ok]).toEqual([fate, n, false]);
					f.fate = () => 'answered';
					w.clock.forward(LATER);
					const again = await vendure.ensureSeller(her);
					expect([fate, n, again.ok, f.count(code(her.learnerId))]).toEqual([fate, n, true, ONE]);
					const channel = f.channel(code(her.learnerId))!;
					expect(channel.seller!.id).toBe(f.sellers.find((s) => s.name === code(her.learnerId))!.id);
				}
		});

		test('after a lost answer nobody looks before Vendure has certainly ended', async () => {
			const her = await seller();
			f.fate = (operation) => (operation === 'CreateAdministrator' ? 'silent' : 'answered');
			const vendure = open(0);
			expect(await vendure.ensureSeller(her)).toMatchObject({ refusal: { tag: 'unreachable' } });
			f.fate = () => 'answered';
			expect(await vendure.ensureSeller(her)).toMatchObject({ refusal: { tag: 'busy' } });
			w.clock.forward(LATER);
			expect(await vendure.ensureSeller(her)).toMatchObject({ ok: true });
			expect(f.count(code(her.learnerId))).toEqual(ONE);
		});

		test('an account that was held under a clock a day ahead is held no longer than any when the clock is right', async () => {
			const her = await seller();
			f.fate = (operation) => (operation === 'CreateAdministrator' ? 'silent' : 'answered');
			const vendure = open(0);
			w.clock.forward(DAY);
			expect(await vendure.ensureSeller(her)).toMatchObject({ refusal: { tag: 'unreachable' } });
			w.clock.forward(-DAY);
			f.fate = () => 'answered';
			expect(await vendure.ensureSeller(her)).toMatchObject({ refusal: { tag: 'busy' } });
			w.clock.forward(LATER);
			expect(await vendure.ensureSeller(her)).toMatchObject({ ok: true });
			expect(f.count(code(her.learnerId))).toEqual(ONE);
		});

		test('what Vendure refused is known: the next try need not wait', async () => {
			const her = await seller();
			f.currency = 'USD';
			const vendure = open(0);
			expect(await vendure.ensureSeller(her)).toEqual({
				ok: false,
				refusal: { tag: 'refused', detail: 'the default channel must be in PKR: USD' }
			});
			f.currency = 'PKR';
			expect(await vendure.ensureSeller(her)).toMatchObject({ ok: true });
		});

		test('a log-in that she changed makes no second administrator', async () => {
			const her = await seller();
			await open().ensureSeller(her);
			const hers = f.administrators.at(-1)!;
			for (let i = 0; i < 150; i++)
				f.administrators.unshift({ id: `x${i}`, emailAddress: `x${i}`, password: '', roleIds: ['x'] });
			hers.emailAddress = 'shabana@example.com';
			expect(await open().setPassword(her, 'new')).toEqual(ok({ login: 'shabana@example.com' }));
			expect(f.administrators).toHaveLength(151);
			expect(hers.password).toBe('new');
		});

		test('an administrator of that name with another role is nobody of ours', async () => {
			const her = await seller();
			await open().ensureSeller(her);
			f.administrators.at(-1)!.roleIds = ['999'];
			expect(await open().ensureSeller(her)).toMatchObject({ refusal: { tag: 'refused' } });
		});
	});

	describe('the session', () => {
		test('one log-in for many sellers, and another when Vendure has forgotten it', async () => {
			const vendure = open();
			await vendure.ensureSeller(await seller());
			await vendure.ensureSeller(await seller());
			const logins = () => f.asked.filter((one) => one === 'Login').length;
			expect(logins()).toBe(1);
			f.sessions.clear();
			expect(await vendure.ensureSeller(await seller())).toMatchObject({ ok: true });
			expect(logins()).toBe(2);
		});

		test('a wrong password, and a Vendure that gives no token, say so and stop the round', async () => {
			const her = await seller();
			const at = { ...f.env(), password: 'wrong-one' };
			const deps = { db: w.db, clock: w.clock, random: w.random, secrets: w.secrets };
			const wrong = await openVendure(at, deps).ensureSeller(her);
			expect(wrong).toEqual({
				ok: false,
				refusal: { tag: 'unreachable', detail: 'Login: INVALID_CREDENTIALS_ERROR' }
			});
			expect(JSON.stringify(wrong)).not.toContain('wrong-one');
			f.bearer = false;
			expect(await open().ensureSeller(her)).toMatchObject({
				refusal: { tag: 'unreachable', detail: expect.stringContaining('tokenMethod') as string }
			});
		});
	});

	describe('M5 suspended and back', () => {
		test('rights, token and goods go, and come back; what she had hidden herself stays hidden', async () => {
			const her = await seller();
			const vendure = open();
			await vendure.ensureSeller(her);
			const [name, names] = [code(her.learnerId), vendureNames(w.secrets, her.learnerId)];
			const [shown, own] = [f.sell(name), f.sell(name)];
			own.enabled = false;
			const neighbour = await seller();
			await vendure.ensureSeller(neighbour);
			const theirs = f.sell(code(neighbour.learnerId));

			for (let i = 0; i < 2; i++) expect(await vendure.suspend(her)).toEqual(ok(null));
			expect(f.role(name)!.permissions).toEqual(['Authenticated']);
			expect(f.channel(name)!.token).toBe(names.closedToken);
			expect([shown.enabled, own.enabled, theirs.enabled]).toEqual([false, false, true]);
			expect(await vendure.status(her)).toEqual(ok('suspended'));
			// News that is told again makes nobody a seller again.
			await vendure.ensureSeller(her);
			expect(await vendure.status(her)).toEqual(ok('suspended'));

			for (let i = 0; i < 2; i++) expect(await vendure.resume(her)).toEqual(ok(null));
			expect(f.role(name)!.permissions).toEqual(['Authenticated', ...SELLING]);
			expect(f.channel(name)!.token).toBe(names.openToken);
			expect([shown.enabled, own.enabled, theirs.enabled]).toEqual([true, false, true]);
			expect(await vendure.status(her)).toEqual(ok('active'));
		});

		test('open orders can be finished', async () => {
			const her = await seller();
			await open().ensureSeller(her);
			f.orders.set(f.channel(code(her.learnerId))!.id, 2);
			await open().suspend(her);
			expect(f.role(code(her.learnerId))!.permissions).toEqual(['Authenticated', ...FINISHING]);
			expect(await open().status(her)).toEqual(ok('suspended'));
		});

		test('the answer to any one question lost, on the way down and on the way up', async () => {
			const scene = async (down: number, up: number) => {
				const her = await seller();
				const vendure = open();
				f.fate = () => 'answered';
				await vendure.ensureSeller(her);
				const product = f.sell(code(her.learnerId));
				const product2 = f.sell(code(her.learnerId));
				product2.enabled = false;
				const asked = { down: 0, up: 0 };
				for (const [way, n] of [
					['down', down],
					['up', up]
				] as const) {
					f.asked = [];
					f.fate = (_, at) => (at === n ? 'lost' : 'answered');
					const work = () => (way === 'down' ? vendure.suspend(her) : vendure.resume(her));
					expect((await work()).ok).toBe(n === 0);
					asked[way] = f.asked.length;
					f.fate = () => 'answered';
					w.clock.forward(LATER);
					expect((await work()).ok).toBe(true);
					expect(product.enabled).toBe(way === 'up');
					expect(product2.enabled).toBe(false);
					expect(await vendure.status(her)).toEqual(ok(way === 'up' ? 'active' : 'suspended'));
				}
				return asked;
			};
			const { down, up } = await scene(0, 0);
			for (let n = 1; n <= down; n++) await scene(n, 0);
			for (let n = 1; n <= up; n++) await scene(0, n);
		});

		test('who never came to Vendure has nothing to hide there', async () => {
			const her = await seller();
			expect(await open().suspend(her)).toEqual(ok(null));
			expect(await open().resume(her)).toEqual(ok(null));
			expect(f.count(code(her.learnerId))).toEqual(NONE);
			expect(await open().status(her)).toEqual(ok('none'));
		});
	});

	describe('M4 a target of its own', () => {
		const rows = (learnerId: string) =>
			w.db
				.selectFrom('outbox')
				.select(['target', 'topic', 'done_at', 'error'])
				.where('learner_id', '=', learnerId)
				.orderBy('seq')
				.orderBy('target')
				.execute();

		test('switched on, who sells already is told of, too; switched off, what waits is dropped', async () => {
			const before = await seller();
			expect((await rows(before.learnerId)).map((r) => r.target)).toEqual(['connectors']);
			await followVendure(w.allLearners, true);
			await followVendure(w.allLearners, true);
			const after = await seller();
			for (const { learnerId } of [before, after])
				expect((await rows(learnerId)).map((r) => r.target)).toEqual(['connectors', 'vendure']);
			await deliver();
			for (const { learnerId } of [before, after]) expect(f.count(code(learnerId))).toEqual(ONE);
			await seller();
			await followVendure(w.allLearners, false);
			const waiting = await w.allLearners
				.selectFrom('outbox')
				.select('outbox_id')
				.where('target', '=', 'vendure')
				.where('done_at', 'is', null)
				.execute();
			expect(waiting).toEqual([]);
			expect((await rows((await seller()).learnerId)).map((r) => r.target)).toEqual(['connectors']);
		});

		test('M1 who falls below the tier that has an account there sells there no more, until the badge returns', async () => {
			await followVendure(w.allLearners, true);
			const her = await learnerWithBadge(w, 'selling-online', 'fraud-check', 'digital-payments', 'trust');
			await unlock(w, her, 'trust');
			await deliver();
			const product = f.sell(code(her));
			const turn = async (state: 'active' | 'revoked') => {
				await turnBadge(w, her, 'trust', state);
				await deliver();
				return product.enabled;
			};
			expect(await turn('revoked')).toBe(false);
			expect(f.role(code(her))!.permissions).toEqual(['Authenticated']);
			expect(await turn('active')).toBe(true);
			expect(f.count(code(her))).toEqual(ONE);
		});

		test('from the badges to an account, suspended, raised while suspended, and back', async () => {
			await followVendure(w.allLearners, true);
			const her = await learnerWithBadge(w);
			await unlock(w, her);
			await deliver();
			// M1: a starter's limits cannot be held there.
			expect(f.count(code(her))).toEqual(NONE);
			w.clock.forward(MINUTE);
			await inTx((tx) => suspendSeller(tx, her, 'operator', w));
			await giveBadge(w, her, 'digital-payments');
			await giveBadge(w, her, 'trust');
			w.clock.forward(MINUTE);
			await unlock(w, her, 'trust');
			await deliver();
			expect(f.count(code(her))).toEqual(NONE);
			w.clock.forward(MINUTE);
			await inTx((tx) => resumeSeller(tx, her, 'operator', w));
			await deliver();
			expect(f.count(code(her))).toEqual(ONE);
			const product = f.sell(code(her));
			w.clock.forward(MINUTE);
			await inTx((tx) => suspendSeller(tx, her, 'operator', w));
			await deliver();
			expect([product.enabled, f.role(code(her))!.permissions]).toEqual([false, ['Authenticated']]);
			w.clock.forward(MINUTE);
			await inTx((tx) => resumeSeller(tx, her, 'operator', w));
			await deliver();
			expect([product.enabled, f.role(code(her))!.permissions]).toEqual([
				true,
				['Authenticated', ...SELLING]
			]);
			expect((await rows(her)).filter((r) => r.done_at === null)).toEqual([]);
		});

		test('M11 who says she is under 18 has no open shop there, gets none and no password; at 18 it is as it was', async () => {
			await followVendure(w.allLearners, true);
			const says = (learnerId: string, age: 'under_18' | '18_24') =>
				inTx(async (tx) => {
					await addAboutMe(tx, learnerId, { age }, w.clock());
					await onAboutMe(tx, learnerId, w.clock());
				});
			const [{ learnerId: her }, { learnerId: young }] = [await seller(), await seller()];
			await says(young, 'under_18');
			await deliver();
			expect(f.count(code(young))).toEqual(NONE);
			const product = f.sell(code(her));
			await says(her, 'under_18');
			await deliver();
			expect([product.enabled, f.role(code(her))!.permissions]).toEqual([false, ['Authenticated']]);
			for (const one of [her, young])
				expect(await newVendurePassword({ ...w, vendure: open() }, one)).toEqual({
					ok: false,
					refusal: { tag: 'under-18' }
				});
			expect(f.count(code(young))).toEqual(NONE);
			for (const one of [her, young]) await says(one, '18_24');
			await deliver();
			expect(product.enabled).toBe(true);
			expect(f.count(code(young))).toEqual(ONE);
		});

		test('one that does not answer is asked once a round, and keeps nobody else waiting', async () => {
			await followVendure(w.allLearners, true);
			const hers = [await seller(), await seller(), await seller()];
			f.fate = () => 'silent';
			const other: string[] = [];
			const webhook: Carrier = {
				target: 'vendure-other',
				delays: [],
				batch: 9,
				carry: (row) => (other.push(row.learner_id), Promise.resolve(null))
			};
			await w.allLearners
				.insertInto('outbox')
				.values({
					learner_id: hers[0]!.learnerId,
					outbox_id: 'to-other',
					topic: 'seller.unlocked',
					body: '{}',
					created_at: 0,
					next_at: 0,
					target: 'vendure-other'
				})
				.execute();
			const count = await deliver([webhook, vendureCarrier(w.allLearners, open())]);
			expect(count).toEqual({ done: 4, postponed: 1, parked: 0 });
			expect(other).toEqual([hers[0]!.learnerId]);
			expect(f.asked).toEqual(['Login']);
			f.fate = () => 'answered';
			w.clock.forward(HOUR);
			await deliver();
			for (const { learnerId } of hers) expect(f.count(code(learnerId))).toEqual(ONE);
		});

		test('a slow one ends its round in time: the rest comes with the next', async () => {
			await followVendure(w.allLearners, true);
			for (let i = 0; i < 3; i++) await seller();
			const carrier = vendureCarrier(w.allLearners, open());
			const slow: Carrier = {
				...carrier,
				budget: 600,
				carry: (row) => sleep(700).then(() => carrier.carry(row))
			};
			expect(await deliver([slow])).toEqual({ done: 3 + 1, postponed: 0, parked: 0 });
			expect(await deliver([slow])).toEqual({ done: 1, postponed: 0, parked: 0 });
		});

		test('three workers and fifty learners: one of each', { timeout: 120_000 }, async () => {
			await followVendure(w.allLearners, true);
			const hers: string[] = [];
			for (let i = 0; i < 50; i++) hers.push((await seller()).learnerId);
			const dice = (n: number) => (n * 7919) % 97;
			f.fate = (_, n) => (dice(n) < 4 ? 'lost' : 'answered');
			for (let round = 0; round < 60; round++) {
				await Promise.all([deliver(), deliver(), deliver()]);
				w.clock.forward(HOUR);
				if (round === 40) f.fate = () => 'answered';
			}
			for (const learnerId of hers) expect(f.count(code(learnerId))).toEqual(ONE);
		});

		test('who was erased meanwhile is nobody', async () => {
			await followVendure(w.allLearners, true);
			const { learnerId } = await seller();
			await w.db.deleteFrom('seller').where('learner_id', '=', learnerId).execute();
			await deliver();
			expect(f.count(code(learnerId))).toEqual(NONE);
		});
	});

	describe('K5 erased', () => {
		test('her shop there is hidden, once nobody can be at it any more, and her id stands nowhere again', async () => {
			const dataDir = mkdtempSync(join(tmpdir(), 'qadam-vendure-'));
			const [her, neighbour] = [await seller(), await seller()];
			const services = { ...w, db: w.db, allLearners: w.allLearners, vendure: open(0) };
			services.env = { ...w.env, dataDir };
			for (const one of [her, neighbour]) await services.vendure.ensureSeller(one);
			const [hers, theirs] = [f.sell(code(her.learnerId)), f.sell(code(neighbour.learnerId))];
			recordDeletions(dataDir, [
				{ learnerId: 'never-sold', at: w.clock() },
				{ learnerId: her.learnerId, at: w.clock() }
			]);
			await w.db.deleteFrom('vendure_seller').where('learner_id', '=', her.learnerId).execute();
			expect(await hideErased(services)).toBe(0);
			w.clock.forward(10 * MINUTE);
			f.fate = () => 'unheard';
			expect(await hideErased(services)).toBe(0);
			f.fate = () => 'answered';
			expect(await hideErased(services)).toBe(2);
			expect(await hideErased(services)).toBe(0);
			expect([hers.enabled, theirs.enabled]).toEqual([false, true]);
			expect(f.role(code(her.learnerId))!.permissions).toEqual(['Authenticated']);
			const held = await w.allLearners.selectFrom('vendure_seller').select('learner_id').execute();
			const ids = held.map((row) => row.learner_id);
			expect(ids).not.toContain(her.learnerId);
			expect(ids).not.toContain('never-sold');
			rmSync(dataDir, { recursive: true });
		});

		test('one whom Vendure refuses keeps nobody behind her on sale, and is hidden when a person has looked', async () => {
			const dataDir = mkdtempSync(join(tmpdir(), 'qadam-vendure-'));
			const services = { ...w, db: w.db, allLearners: w.allLearners, vendure: open(0) };
			services.env = { ...w.env, dataDir };
			const [twice, after] = [await seller(), await seller()];
			for (const one of [twice, after]) await services.vendure.ensureSeller(one);
			const [hers, theirs] = [f.sell(code(twice.learnerId)), f.sell(code(after.learnerId))];
			f.roles.push({ ...f.role(code(twice.learnerId))!, id: 'by-hand' });
			recordDeletions(
				dataDir,
				[twice, after].map(({ learnerId }) => ({ learnerId, at: w.clock() }))
			);
			w.clock.forward(10 * MINUTE);
			const lines: string[] = [];
			const spy = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
			expect(await hideErased(services)).toBe(1);
			expect([hers.enabled, theirs.enabled]).toEqual([true, false]);
			expect(await hideErased(services)).toBe(0);
			spy.mockRestore();
			expect(lines).toHaveLength(2);
			expect(lines[0]).toContain(code(twice.learnerId));
			expect(lines.join()).not.toContain(twice.learnerId);
			const kept = await w.allLearners.selectFrom('setting').selectAll().execute();
			expect(JSON.stringify(kept)).not.toContain(twice.learnerId);
			f.roles.pop();
			expect(await hideErased(services)).toBe(1);
			expect(hers.enabled).toBe(false);
			expect(await hideErased(services)).toBe(0);
			rmSync(dataDir, { recursive: true });
		});
	});

	describe('her password', () => {
		const there = () => ({ ...w, db: w.db, vendure: open(0) });

		test('is made for her, set there, returned once, and written nowhere', async () => {
			const lines: string[] = [];
			const spy = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
			const { learnerId } = await seller();
			const first = await newVendurePassword(there(), learnerId);
			const second = await newVendurePassword(there(), learnerId);
			if (!first.ok || !second.ok) throw new Error('no password');
			expect(first.value).toMatchObject({
				login: code(learnerId),
				dashboard: 'https://market.example/dashboard'
			});
			expect(second.value.password).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}$/);
			expect(second.value.password).not.toBe(first.value.password);
			expect(f.administrators.at(-1)!.password).toBe(second.value.password);
			// Nor where it was not to be set.
			f.fate = (operation: Operation) => (operation === 'SetPassword' ? 502 : 'answered');
			expect(await newVendurePassword(there(), learnerId)).toEqual({ ok: false, refusal: { tag: 'later' } });
			spy.mockRestore();
			expect(lines).toHaveLength(1);
			const kept = [
				lines,
				await w.db.selectFrom('vendure_seller').selectAll().where('learner_id', '=', learnerId).execute(),
				await w.allLearners.selectFrom('rate_limit').selectAll().execute(),
				await w.allLearners.selectFrom('outbox').selectAll().execute()
			];
			for (const password of [first.value.password, second.value.password])
				expect(JSON.stringify(kept)).not.toContain(password);
		});

		test('is for sellers who stand, six times an hour', async () => {
			const { vendure: _, ...without } = there();
			const { learnerId } = await seller();
			const refusal = async (services: Parameters<typeof newVendurePassword>[0], id: string) => {
				const done = await newVendurePassword(services, id);
				return done.ok ? null : done.refusal.tag;
			};
			expect(await refusal(without, learnerId)).toBe('none');
			const starter = await learnerWithBadge(w);
			await unlock(w, starter);
			expect(await refusal(there(), starter)).toBe('not-yet');
			expect(await refusal(there(), 'nobody')).toBe('not-yet');
			for (let i = 0; i < 6; i++) expect(await refusal(there(), learnerId)).toBeNull();
			expect(await refusal(there(), learnerId)).toBe('too-often');
			await inTx((tx) => suspendSeller(tx, learnerId, 'operator', w));
			expect(await refusal(there(), learnerId)).toBe('suspended');
			expect(await readVendurePlace(there(), learnerId)).toMatchObject({ refusal: { tag: 'suspended' } });
		});
	});
});
