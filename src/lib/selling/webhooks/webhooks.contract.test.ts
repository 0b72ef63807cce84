import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { describeEachDatabase } from '../../../../tests/support/databases.ts';
import { INSTALLATION, grantRole } from '../../accounts/index.server.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.server.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { embeddedConnector } from '../connectors/embedded.server.ts';
import { deliverOutbox } from '../deliver-outbox.server.ts';
import { eraseEnded } from '../erase-ended.server.ts';
import { tellTargets } from '../tell.server.ts';
import { giveBadge, learnerWithBadge, unlock, world } from '../testing.server.ts';
import { onAwardChange, resumeSeller, suspendSeller } from '../unlock-seller.server.ts';
import { countParked, readDeliveries, retryDeliveries } from './deliveries.server.ts';
import {
	addEndpoint,
	closeEndpoint,
	listEndpoints,
	OVERLAP,
	pauseEndpoint,
	rotateSecret,
	sendTest,
	type Endpoint
} from './endpoints.server.ts';
import { pairwiseId } from '../../platform/pairwise.server.ts';
import { DELAYS, webhookCarriers } from './webhook-carrier.server.ts';

type Answer = number | 'silent' | 'hang up';

interface Got {
	id: string;
	type: string;
	seller: string | undefined;
	timestamp: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** A marketplace's server: it believes what its library believes, and answers as it is told. */
async function marketplace() {
	const m = {
		secret: '',
		port: 0,
		/** Whatever came and was believed, in the order in which it came, also what was then answered with an error. */
		got: [] as Got[],
		/** What the library refused. */
		refused: 0,
		answer: (_got: Got): Answer | Promise<Answer> => 204,
		/** Messages that it had in hand at the same time, at most. */
		atOnce: 0,
		/** What it took in: an id counts once. */
		taken: [] as Got[],
		server: undefined as unknown as Server
	};
	const ids = new Set<string>();
	let inHand = 0;
	m.server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', async () => {
			const { headers } = request;
			let read: { type: string; timestamp: string; data: { seller?: string } };
			try {
				read = new Webhook(m.secret).verify(body, headers as Record<string, string>) as typeof read;
			} catch (error) {
				if (!(error instanceof WebhookVerificationError)) throw error;
				m.refused++;
				return void response.writeHead(401).end();
			}
			const id = String(headers['webhook-id']);
			const { type, timestamp } = read;
			const one: Got = { id, type, timestamp, seller: read.data.seller, headers, body };
			m.got.push(one);
			m.atOnce = Math.max(m.atOnce, ++inHand);
			const answer = await m.answer(one);
			inHand--;
			if (answer === 'silent') return;
			if (answer === 'hang up') return void request.socket.destroy();
			if (answer < 300 && !ids.has(id)) {
				ids.add(id);
				m.taken.push(one);
			}
			response.writeHead(answer).end();
		});
	});
	await new Promise<void>((ready) => m.server.listen(0, '127.0.0.1', ready));
	m.port = (m.server.address() as AddressInfo).port;
	return m;
}
type Marketplace = Awaited<ReturnType<typeof marketplace>>;

/** The same throws for the same seed. */
function dice(seed: number) {
	let state = seed;
	const next = () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
	return {
		next,
		chance: (p: number) => next() < p,
		pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
	};
}

const OUTBOUND = { loopback: true, timeout: 1000 };

describeEachDatabase('webhooks', (get) => {
	const w = world(get);
	const open: Marketplace[] = [];
	let admin = '';

	// The library compares with the clock of the machine: it goes with ours.
	const forward = (ms: number) => {
		w.clock.forward(ms);
		vi.setSystemTime(w.clock());
	};
	beforeEach(async () => {
		vi.useFakeTimers({ toFake: ['Date'], now: w.clock() });
		admin = uuidv7(w.clock(), w.random);
		await w.db.transaction().execute((tx) => grantRole(tx, INSTALLATION, admin, 'administrator', w.clock()));
	});
	afterEach(async () => {
		vi.useRealTimers();
		const all = await listEndpoints(w, admin);
		if (all.ok) for (const { id } of all.value) await closeEndpoint(w, admin, id);
		await w.allLearners.deleteFrom('outbox').execute();
	});
	afterAll(() => {
		for (const { server } of open) {
			server.closeAllConnections();
			server.close();
		}
	});

	/** As partners tell it: who listens, and whom each knows. */
	const listening = new Set<string>();
	const known = new Set<string>();
	/** The one badge that she showed it, where it matters. */
	const shown = new Map<string, string>();
	const partners = {
		listening: async () => listening,
		knows: async (partnerId: string, learnerId: string, awardId?: string) =>
			known.has(`${partnerId} ${learnerId}`) &&
			(awardId === undefined || shown.get(`${partnerId} ${learnerId}`) === awardId)
	};

	const add = async (partnerId: string | null = null): Promise<Marketplace & { id: string }> => {
		const at = await marketplace();
		open.push(at);
		const id = uuidv7(w.clock(), w.random);
		const made = await addEndpoint(
			w,
			admin,
			{ id, name: 'بازار', address: `http://127.0.0.1:${at.port}/qadam`, partnerId },
			OUTBOUND
		);
		if (!made.ok) throw new Error(made.refusal.tag);
		at.secret = made.value.secret;
		return Object.assign(at, { id });
	};
	const round = async (db: Db = w.allLearners) =>
		deliverOutbox(db, [embeddedConnector(w.allLearners)], {
			clock: w.clock,
			carriers: await webhookCarriers(w, partners, OUTBOUND)
		});
	/** The job as it runs, minute by minute at first, then in longer steps: news is due at whole minutes. */
	const rounds = async (ms: number, step = 5 * MINUTE) => {
		for (let gone = 0; gone < ms; gone += step) {
			await round();
			forward(step);
		}
	};
	const change = <T>(act: (tx: Parameters<typeof suspendSeller>[0]) => Promise<T>): Promise<T> =>
		w.db.transaction().execute(act);
	const seller = async (): Promise<string> => {
		const her = await learnerWithBadge(w);
		await unlock(w, her);
		return her;
	};
	const suspend = (her: string) => change((tx) => suspendSeller(tx, her, 'operator', w));
	const resume = (her: string) => change((tx) => resumeSeller(tx, her, 'operator', w));
	const setBadge = async (her: string, state: 'active' | 'revoked', badge = 'fraud-check') => {
		await w.db
			.updateTable('award')
			.set({ state })
			.where('learner_id', '=', her)
			.where('badge', '=', badge)
			.execute();
		const awardId = `award-${badge}-${her}`;
		await change((tx) => onAwardChange(tx, { learnerId: her, awardId, at: w.clock() }));
	};
	const typesOf = (list: readonly Got[], to: Marketplace & { id: string }, her: string) =>
		list.filter((g) => g.seller === pairwiseId(w.secrets, to.id, her)).map((g) => g.type);

	describe('what is told', () => {
		test('M8 the event, its time, the tier and an id that is hers there alone; nothing else', async () => {
			const [one, two] = [await add(), await add()];
			const her = await seller();
			await round();
			const [got] = one.got;
			expect(JSON.parse(got!.body)).toEqual({
				type: 'seller.unlocked',
				timestamp: new Date(w.clock()).toISOString(),
				data: { seller: pairwiseId(w.secrets, one.id, her), tier: 'starter' }
			});
			expect(two.got[0]!.seller).not.toBe(got!.seller);
			expect(two.got[0]!.id).not.toBe(got!.id);
			for (const { body, headers } of [...one.got, ...two.got])
				expect(JSON.stringify([body, headers])).not.toContain(her);
		});

		test("a partner's endpoint knows her by the id of the partner's claims, and only whom the partner knows", async () => {
			listening.add('bazaar');
			const own = await add('bazaar');
			// Two of one millisecond are listed in no order.
			forward(1);
			const other = await add();
			const [her, stranger] = [await seller(), await seller()];
			known.add(`bazaar ${her}`);
			await round();
			const claimed = pairwiseId(w.secrets, 'bazaar', her);
			expect(own.got.map((g) => g.seller)).toEqual([claimed]);
			// The endpoint that is nobody's hears of both, as before, under ids of its own.
			expect(other.got.map((g) => g.seller).sort()).toEqual(
				[her, stranger].map((one) => pairwiseId(w.secrets, other.id, one)).sort()
			);
			const { ok, value } = (await listEndpoints(w, admin)) as { ok: true; value: Endpoint[] };
			expect(ok && value.map(({ id, partnerId }) => [id, partnerId])).toEqual([
				[own.id, 'bazaar'],
				[other.id, null]
			]);
		});

		test('what she takes back holds for news on its way; of a stopped partner the news waits', async () => {
			listening.add('bazaar');
			const to = await add('bazaar');
			const [her, other] = [await seller(), await seller()];
			known.add(`bazaar ${her}`).add(`bazaar ${other}`);
			listening.delete('bazaar');
			await round();
			expect(to.got).toEqual([]);
			known.delete(`bazaar ${her}`);
			listening.add('bazaar');
			forward(MINUTE);
			await suspend(other);
			await round();
			expect(typesOf(to.taken, { ...to, id: 'bazaar' }, other)).toEqual([
				'seller.unlocked',
				'seller.suspended'
			]);
			expect(to.got).toHaveLength(2);
			// Nothing of what was not told waits for another day.
			expect(await round()).toEqual({ done: 0, postponed: 0, parked: 0 });
		});

		test('a badge taken back and given again, before what it does to the account', async () => {
			const to = await add();
			const her = await seller();
			forward(MINUTE);
			await setBadge(her, 'revoked');
			forward(MINUTE);
			await setBadge(her, 'active');
			forward(MINUTE);
			await suspend(her);
			forward(MINUTE);
			await resume(her);
			await round();
			expect(typesOf(to.taken, to, her)).toEqual([
				'seller.unlocked',
				'badge.revoked',
				'seller.suspended',
				'badge.reinstated',
				'seller.resumed',
				'seller.suspended',
				'seller.resumed'
			]);
		});

		test('M8 a partner hears of the badge that it was shown and of no other; others hear that one changed', async () => {
			listening.add('bazaar');
			const own = await add('bazaar');
			const other = await add();
			const her = await seller();
			await giveBadge(w, her, 'growing');
			known.add(`bazaar ${her}`);
			shown.set(`bazaar ${her}`, `award-growing-${her}`);
			forward(MINUTE);
			// Two in one act, as a badge and the set that goes with it; the shown one comes second.
			await w.db.updateTable('award').set({ state: 'revoked' }).where('learner_id', '=', her).execute();
			await change(async (tx) => {
				for (const badge of ['fraud-check', 'growing'])
					await onAwardChange(tx, { learnerId: her, awardId: `award-${badge}-${her}`, at: w.clock() });
			});
			forward(MINUTE);
			await setBadge(her, 'active', 'selling-online');
			await round();
			expect(typesOf(own.taken, { ...own, id: 'bazaar' }, her)).toEqual([
				'seller.unlocked',
				'seller.suspended',
				'badge.revoked'
			]);
			expect(typesOf(other.taken, other, her)).toEqual([
				'seller.unlocked',
				'badge.revoked',
				'seller.suspended',
				'badge.reinstated'
			]);
			for (const { body } of [...own.got, ...other.got]) expect(body).not.toMatch(/award|growing/);
		});

		test('M5 a partner hears of a badge that it was shown also where she has no account; others hear nothing', async () => {
			listening.add('bazaar');
			const own = await add('bazaar');
			const other = await add();
			const her = await learnerWithBadge(w, 'trust');
			known.add(`bazaar ${her}`);
			shown.set(`bazaar ${her}`, `award-trust-${her}`);
			await setBadge(her, 'revoked', 'trust');
			forward(MINUTE);
			await setBadge(her, 'active', 'trust');
			await round();
			expect(typesOf(own.taken, { ...own, id: 'bazaar' }, her)).toEqual([
				'badge.revoked',
				'badge.reinstated'
			]);
			expect(JSON.parse(own.got[0]!.body).data).toEqual({
				seller: pairwiseId(w.secrets, 'bazaar', her),
				tier: null
			});
			expect(other.got).toEqual([]);
		});

		test('of a learner who never was a seller nobody is told', async () => {
			const to = await add();
			const her = await learnerWithBadge(w, 'fraud-check');
			await setBadge(her, 'revoked');
			await round();
			expect(to.got).toEqual([]);
		});

		test('M2 the change rolls back: nothing is written down for anybody', async () => {
			await add();
			const her = await seller();
			await round();
			await expect(
				change(async (tx) => {
					await suspendSeller(tx, her, 'operator', w);
					throw new Error('too late');
				})
			).rejects.toThrow('too late');
			expect(await round()).toEqual({ done: 0, postponed: 0, parked: 0 });
		});
	});

	describe('signatures', () => {
		test('altered, signed by another, replayed later: the library refuses', async () => {
			const to = await add();
			await seller();
			await round();
			const { body, headers } = to.got[0]!;
			const library = new Webhook(to.secret);
			const sent = headers as Record<string, string>;
			expect(library.verify(body, sent)).toMatchObject({ type: 'seller.unlocked' });
			const stranger = new Webhook(Buffer.alloc(32, 1).toString('base64'));
			for (const refused of [
				() => library.verify(body.replace('starter', 'ready'), sent),
				() => library.verify(body, { ...sent, 'webhook-id': 'another' }),
				() =>
					library.verify(body, {
						...sent,
						'webhook-timestamp': String(Number(sent['webhook-timestamp']) + 1)
					}),
				() => library.verify(body, { ...sent, 'webhook-signature': 'v1,AAAA' }),
				() => stranger.verify(body, sent)
			])
				expect(refused).toThrow(WebhookVerificationError);
			forward(6 * MINUTE);
			expect(() => library.verify(body, sent)).toThrow(WebhookVerificationError);
		});

		test('a secret is replaced with a day of overlap, and a second tap replaces nothing', async () => {
			const to = await add();
			await seller();
			const rotated = await rotateSecret(w, admin, { id: to.id, version: 1 });
			if (!rotated.ok) throw new Error(rotated.refusal.tag);
			expect(await rotateSecret(w, admin, { id: to.id, version: 1 })).toMatchObject({
				refusal: { tag: 'already-rotated' }
			});
			const listed = await listEndpoints(w, admin);
			expect(listed).toMatchObject({ value: [{ version: 2, overlapUntil: w.clock() + OVERLAP }] });
			await round();
			// With the former secret still, and with the new one as well.
			expect([to.taken.length, to.refused]).toEqual([1, 0]);
			const { body, headers } = to.got[0]!;
			expect(new Webhook(rotated.value.secret).verify(body, headers as Record<string, string>)).toBeTruthy();
			forward(OVERLAP);
			await seller();
			await round();
			expect([to.taken.length, to.refused]).toEqual([1, 1]);
			to.secret = rotated.value.secret;
			await rounds(5 * MINUTE, MINUTE);
			expect([to.taken.length, to.refused]).toEqual([2, 1]);
		});

		test('secrets do not lie in the database as they are', async () => {
			const to = await add();
			const rows = await w.db
				.selectFrom('webhook_secret')
				.selectAll()
				.where('endpoint_id', '=', to.id)
				.execute();
			expect(rows).toHaveLength(1);
			expect(rows[0]!.sealed).not.toContain(to.secret.slice(6, 20));
		});
	});

	describe('M4 when it does not go well', () => {
		test('500, silence, a broken line: tried again with the same id, in order, taken in once', async () => {
			const to = await add();
			const her = await seller();
			forward(MINUTE);
			await suspend(her);
			const answers: Answer[] = [500, 'silent', 'hang up', 503, 429, 404, 302];
			to.answer = () => answers.shift() ?? 204;
			await rounds(30 * HOUR, 10 * MINUTE);
			expect(typesOf(to.taken, to, her)).toEqual(['seller.unlocked', 'seller.suspended']);
			expect(new Set(to.got.slice(0, 8).map((g) => g.id)).size).toBe(1);
			// Each try is signed anew, at its own time.
			expect(new Set(to.got.slice(0, 8).map((g) => g.headers['webhook-timestamp'])).size).toBe(8);
			expect(new Set(to.got.slice(0, 8).map((g) => g.body)).size).toBe(1);
		});

		test('three days without a server: each event at least once, the same id, in order for each seller', async () => {
			const to = await add();
			const sellers = await Promise.all(Array.from({ length: 7 }, seller));
			let up = false;
			to.answer = () => (up ? 204 : 503);
			for (const [n, her] of sellers.entries()) {
				await rounds(2 * HOUR, HOUR);
				await suspend(her);
				if (n % 2) {
					forward(MINUTE);
					await resume(her);
				}
			}
			await rounds(3 * DAY - sellers.length * 2 * HOUR, HOUR);
			expect(to.taken).toEqual([]);
			up = true;
			await rounds(26 * HOUR, 20 * MINUTE);
			for (const [n, her] of sellers.entries())
				expect(typesOf(to.taken, to, her)).toEqual([
					'seller.unlocked',
					'seller.suspended',
					...(n % 2 ? ['seller.resumed'] : [])
				]);
			const undone = await w.allLearners
				.selectFrom('outbox')
				.select('outbox_id')
				.where('done_at', 'is', null)
				.execute();
			expect(undone).toEqual([]);
			const parked = await w.allLearners
				.selectFrom('outbox')
				.select('outbox_id')
				.where('parked_at', 'is not', null)
				.execute();
			expect(parked).toEqual([]);
			const stored = await w.allLearners
				.selectFrom('outbox')
				.select('outbox_id')
				.where('target', '=', to.id)
				.execute();
			expect(new Set(to.got.map((g) => g.id))).toEqual(new Set(stored.map((r) => r.outbox_id)));
		});

		test('a server that is down holds up no other, and is asked once a round', async () => {
			const [down, fine] = [await add(), await add()];
			down.answer = () => 503;
			await Promise.all(Array.from({ length: 5 }, seller));
			// Five for each connector and server; of the one that is down the first alone is tried.
			expect(await round()).toEqual({ done: 10, postponed: 1, parked: 0 });
			expect([down.got.length, fine.taken.length]).toEqual([1, 5]);
		});

		test('one event that is not wanted holds up its seller alone', async () => {
			const to = await add();
			const [her, other] = [await seller(), await seller()];
			await suspend(her);
			const hers = pairwiseId(w.secrets, to.id, her);
			to.answer = (got) => (got.seller === hers ? 422 : 204);
			await round();
			expect(typesOf(to.got, to, her)).toEqual(['seller.unlocked']);
			expect(typesOf(to.taken, to, other)).toEqual(['seller.unlocked']);
		});

		test('after the last try it is parked with its reason; what follows waits; tried again by hand it goes on', async () => {
			const to = await add();
			const her = await seller();
			forward(MINUTE);
			await suspend(her);
			to.answer = () => 500;
			await rounds(DELAYS.reduce((sum, d) => sum + d, 0) + DAY, HOUR);
			expect(to.got).toHaveLength(DELAYS.length + 1);
			const read = await readDeliveries(w, admin);
			if (!read.ok) throw new Error(read.refusal.tag);
			expect(read.value.parked).toMatchObject([
				{ topic: 'seller.unlocked', target: to.id, attempts: DELAYS.length + 1, reason: 'status-500' }
			]);
			expect(read.value.waiting).toMatchObject([{ topic: 'seller.suspended', attempts: 0, reason: null }]);
			expect(read.value.targets).toEqual([
				{ target: to.id, name: 'بازار', paused: false, waiting: 1, parked: 1 }
			]);
			expect(await countParked(w.allLearners)).toBe(1);
			for (const target of ['', 'x', 'a\u0000', uuidv7(w.clock(), w.random)])
				expect(await retryDeliveries(w, admin, { target })).toEqual({ ok: false, refusal: { tag: 'gone' } });
			// Still down: one more try, and parked again.
			const key = read.value.parked[0]!.key;
			expect(await retryDeliveries(w, admin, { key })).toEqual({ ok: true, value: { woken: 1 } });
			expect(await round()).toEqual({ done: 0, postponed: 0, parked: 1 });
			to.answer = () => 204;
			expect(await retryDeliveries(w, admin, { target: to.id })).toMatchObject({ ok: true });
			expect(await round()).toEqual({ done: 2, postponed: 0, parked: 0 });
			expect(typesOf(to.taken, to, her)).toEqual(['seller.unlocked', 'seller.suspended']);
			expect(await retryDeliveries(w, admin, { key })).toEqual({ ok: false, refusal: { tag: 'gone' } });
			for (const made of ['', 'x', '/', 'a\u0000/b', `${key}x`, key.replace('/', ' '), 'a'.repeat(9000)])
				expect(await retryDeliveries(w, admin, { key: made })).toEqual({
					ok: false,
					refusal: { tag: 'gone' }
				});
		});

		test('a secret that the key does not open is a try that failed: counted, parked in the end, and no other waits', async () => {
			const [locked, to] = [await add(), await add()];
			const hers = [await seller(), await seller()];
			await w.allLearners
				.updateTable('webhook_secret')
				.set({ sealed: w.secrets.seal('of another key', 'something else') })
				.where('endpoint_id', '=', locked.id)
				.execute();
			const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
			await round();
			const rows = () =>
				w.allLearners
					.selectFrom('outbox')
					.select(['attempts', 'error', 'parked_at'])
					.where('target', '=', locked.id)
					.execute();
			expect(await rows()).toEqual(hers.map(() => ({ attempts: 1, error: 'own-fault', parked_at: null })));
			expect(to.taken).toHaveLength(2);
			await rounds(5 * DAY, HOUR);
			spy.mockRestore();
			for (const row of await rows())
				expect(row).toEqual({
					attempts: DELAYS.length + 1,
					error: 'own-fault',
					parked_at: expect.any(Number)
				});
			expect(locked.got).toEqual([]);
		});

		test('two workers at once: in order, each once', async () => {
			const to = await add();
			const her = await seller();
			for (let n = 0; n < 4; n++) {
				forward(SECOND);
				await (n % 2 ? resume(her) : suspend(her));
			}
			// Slow enough for another worker to come by while one message is on its way.
			to.answer = () => new Promise((done) => setTimeout(() => done(204), 20));
			await Promise.all([round(), round(), round()]);
			await round();
			expect(to.atOnce).toBe(1);
			expect(typesOf(to.got, to, her)).toEqual([
				'seller.unlocked',
				'seller.suspended',
				'seller.resumed',
				'seller.suspended',
				'seller.resumed'
			]);
		});

		test('a crash after sending and before noting it: sent again with the same id, and only then what follows', async () => {
			const to = await add();
			const her = await seller();
			forward(MINUTE);
			await suspend(her);
			let crashed = false;
			to.answer = () => {
				crashed = true;
				return 204;
			};
			/** The worker's connection is gone the moment that the message has arrived. */
			const dying = new Proxy(w.allLearners, {
				get(db, name) {
					if (crashed && name === 'updateTable') throw new Error('killed');
					const value = Reflect.get(db, name) as unknown;
					return typeof value === 'function' ? (value as () => unknown).bind(db) : value;
				}
			});
			await expect(round(dying)).rejects.toThrow('killed');
			to.answer = () => 204;
			// Another worker finds it held, until its time is over.
			await round();
			expect(to.got).toHaveLength(1);
			forward(2 * MINUTE);
			await round();
			expect(to.got.map((g) => g.type)).toEqual(['seller.unlocked', 'seller.unlocked', 'seller.suspended']);
			expect(to.got[0]!.id).toBe(to.got[1]!.id);
			expect(typesOf(to.taken, to, her)).toEqual(['seller.unlocked', 'seller.suspended']);
		});
	});

	test.each([11, 23, 42])(
		'M3, M4 whatever goes wrong, by dice (%i): at least once, one id each, in order for each seller',
		async (seed) => {
			const d = dice(seed);
			const to = [await add(), await add()];
			for (const at of to)
				at.answer = () => (d.chance(0.5) ? 204 : d.pick([500, 422, 429, 302, 'hang up'] as const));
			const sellers: string[] = [];
			const said = new Map<string, string[]>();
			for (let step = 0; step < 40; step++) {
				if (sellers.length < 4 && d.chance(0.3)) {
					const her = await seller();
					sellers.push(her);
					said.set(her, ['seller.unlocked']);
				}
				const her = sellers.length ? d.pick(sellers) : undefined;
				if (her !== undefined && d.chance(0.4)) {
					if (await suspend(her)) said.get(her)!.push('seller.suspended');
					else if (await resume(her)) said.get(her)!.push('seller.resumed');
				}
				let left = d.chance(0.3) ? Math.floor(d.next() * 8) : Infinity;
				/** A worker that is gone after so many statements. */
				const mortal = new Proxy(w.allLearners, {
					get(db, name) {
						if (name === 'updateTable' && left-- <= 0) throw new Error('killed');
						const value = Reflect.get(db, name) as unknown;
						return typeof value === 'function' ? (value as () => unknown).bind(db) : value;
					}
				});
				await Promise.allSettled(d.chance(0.3) ? [round(mortal), round()] : [round(mortal)]);
				if (d.chance(0.1)) await retryDeliveries(w, admin, { target: d.pick(to).id });
				forward(d.pick([SECOND, MINUTE, 3 * MINUTE, HOUR, 9 * HOUR]));
			}
			for (const at of to) at.answer = () => 204;
			for (let n = 0; n < 3; n++) {
				forward(DAY);
				for (const { id } of to) await retryDeliveries(w, admin, { target: id });
				await round();
			}
			expect(sellers.length).toBeGreaterThan(1);
			for (const at of to) {
				for (const her of sellers) expect(typesOf(at.taken, at, her), her).toEqual(said.get(her));
				const bodies = new Map<string, string>();
				for (const { id, body } of at.got) expect(bodies.get(id) ?? body).toBe((bodies.set(id, body), body));
				expect(at.refused).toBe(0);
			}
		}
	);

	describe('endpoints', () => {
		const form = (change: Partial<{ name: string; address: string }> = {}) => ({
			id: uuidv7(w.clock(), w.random),
			name: 'بازار',
			address: 'https://hooks.example.com/qadam',
			...change
		});
		const outside = { resolve: async () => [{ address: '93.184.216.34', family: 4 }] };

		test('made once, its secret told once; the same form and the same address make no second one', async () => {
			const given = form();
			const made = await addEndpoint(w, admin, given, outside);
			expect(made).toMatchObject({
				ok: true,
				value: { secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) }
			});
			expect(await addEndpoint(w, admin, given, outside)).toMatchObject({ refusal: { tag: 'already-made' } });
			expect(await addEndpoint(w, admin, form(), outside)).toMatchObject({
				refusal: { tag: 'address-taken' }
			});
			expect(await addEndpoint(w, admin, form({ name: ' ' }), outside)).toMatchObject({
				refusal: { tag: 'name-missing' }
			});
			const acts = await w.db
				.selectFrom('audit')
				.select('act')
				.where('organisation_id', '=', INSTALLATION)
				.where('subject', '=', given.id)
				.execute();
			expect(acts).toEqual([{ act: 'webhook.made' }]);
		});

		test.each([
			['http://hooks.example.com/', 'not-https'],
			['https://127.0.0.1/', 'private'],
			['https://localhost/', 'local-name'],
			['https://169.254.169.254/', 'private'],
			['کچھ نہیں', 'not-an-address']
		])('an address that nothing may be sent to is refused at once: %s', async (address, tag) =>
			expect(await addEndpoint(w, admin, form({ address }), outside)).toEqual({ ok: false, refusal: { tag } })
		);

		test('a name that leads into a private network is refused, when it is given and when something is sent', async () => {
			const inside = { resolve: async () => [{ address: '10.0.0.7', family: 4 }] };
			expect(await addEndpoint(w, admin, form(), inside)).toEqual({ ok: false, refusal: { tag: 'private' } });
			const given = form();
			expect((await addEndpoint(w, admin, given, outside)).ok).toBe(true);
			await seller();
			await deliverOutbox(w.allLearners, [], {
				clock: w.clock,
				carriers: await webhookCarriers(w, partners, inside)
			});
			const read = await readDeliveries(w, admin);
			expect(read.ok && read.value.waiting).toMatchObject([
				{ target: given.id, attempts: 1, reason: 'private' }
			]);
		});

		test('paused: what happens waits and arrives in order; closed: nothing is left of it', async () => {
			const to = await add();
			await pauseEndpoint(w, admin, { id: to.id, paused: true });
			const her = await seller();
			await round();
			expect(to.got).toEqual([]);
			await pauseEndpoint(w, admin, { id: to.id, paused: false });
			await round();
			expect(typesOf(to.taken, to, her)).toEqual(['seller.unlocked']);
			await suspend(her);
			expect(await closeEndpoint(w, admin, to.id)).toMatchObject({ ok: true });
			await round();
			expect(to.got).toHaveLength(1);
			const left = await w.db
				.selectFrom('webhook_secret')
				.select('version')
				.where('endpoint_id', '=', to.id)
				.execute();
			expect(left).toEqual([]);
			for (const act of [
				closeEndpoint(w, admin, to.id),
				pauseEndpoint(w, admin, { id: to.id, paused: true }),
				rotateSecret(w, admin, { id: to.id, version: 1 }),
				sendTest(w, admin, to.id)
			])
				expect(await act).toEqual({ ok: false, refusal: { tag: 'gone' } });
		});

		test('news that was written down while it was being closed does not wait for ever', async () => {
			const [closed, to] = [await add(), await add()];
			const her = await seller();
			const news = { sellerId: 's', learnerId: her, tier: 'starter' as const, policy: 'p', at: w.clock() };
			expect((await closeEndpoint(w, admin, closed.id)).ok).toBe(true);
			// Whoever told had read it open.
			await change((tx) => tellTargets(tx, 'seller.resumed', news, [closed.id, to.id]));
			await eraseEnded(w.allLearners, w.clock());
			const rows = await w.allLearners
				.selectFrom('outbox')
				.select('target')
				.where('done_at', 'is', null)
				.execute();
			expect(rows.map(({ target }) => target)).not.toContain(closed.id);
			await round();
			expect(typesOf(to.taken, to, her)).toEqual(['seller.unlocked', 'seller.resumed']);
		});

		test('a test event is about nobody, and says how it went', async () => {
			const to = await add();
			expect(await sendTest(w, admin, to.id, OUTBOUND)).toEqual({ ok: true, value: { fault: null } });
			expect(to.got).toMatchObject([{ type: 'endpoint.test', seller: undefined }]);
			to.answer = () => 404;
			expect(await sendTest(w, admin, to.id, OUTBOUND)).toEqual({ ok: true, value: { fault: 'status-404' } });
			for (let n = 0; n < 4; n++) await sendTest(w, admin, to.id, OUTBOUND);
			expect(await sendTest(w, admin, to.id, OUTBOUND)).toEqual({ ok: false, refusal: { tag: 'too-often' } });
		});

		test('K7 nobody but an administrator of the installation', async () => {
			const to = await add();
			const stranger = uuidv7(w.clock(), w.random);
			for (const act of [
				listEndpoints(w, stranger),
				addEndpoint(w, stranger, form(), outside),
				rotateSecret(w, stranger, { id: to.id, version: 1 }),
				pauseEndpoint(w, stranger, { id: to.id, paused: true }),
				closeEndpoint(w, stranger, to.id),
				sendTest(w, stranger, to.id),
				readDeliveries(w, stranger),
				retryDeliveries(w, stranger, { target: to.id })
			])
				expect(await act).toEqual({ ok: false, refusal: { tag: 'forbidden' } });
		});
	});
});
