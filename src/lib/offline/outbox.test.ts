import { afterEach, describe, expect, test, vi } from 'vitest';
import { noNews } from '#lib/progress/index.ts';
import { append } from './append.ts';
import { memoryStore } from './memory-store.ts';
import { backoff, outbox, sendWaiting, type Pace } from './outbox.ts';
import { workState } from './phone.ts';
import { active, adopt, closeWork, removeTile, tiles, unlock } from './profiles.ts';
import { reachedId, type Reached } from './reached.ts';
import { isUnanswered, readLog } from './read-log.ts';
import { server as http } from './send.ts';
import type { SendAnswer, Server } from './server.ts';
import type { EventRow, PhoneStore } from './store.ts';

const NOW = 1_795_000_000_000;

const join = (store: PhoneStore, id = 'p1') =>
	adopt(store, { profileId: id, learnerId: `l-${id}`, token: `token-${id}` });

const act = (store: PhoneStore, lesson = 't1') =>
	append(store, 'lesson.finished', { course: 'tiny', version: 'v1', lang: 'ur', lesson });

const accept = (events: readonly EventRow[]): SendAnswer => ({
	status: 200,
	outcomes: events.map(({ id }) => ({ id, outcome: 'accepted' }))
});

const log = (store: PhoneStore, id = 'p1') => store.read((t) => t.log(id));
const states = async (store: PhoneStore, id = 'p1') => (await log(store, id)).map((e) => e.state);

/** Records what was sent, and answers by turns; the last answer repeats. */
function server(...answers: ((events: EventRow[]) => SendAnswer)[]) {
	const sent: { token: string; seqs: number[] }[] = [];
	const send: Server = {
		async send(token, events) {
			sent.push({ token, seqs: events.map((e) => e.seq) });
			return (answers.length > 1 ? answers.shift()! : answers[0]!)(events);
		},
		pull: async () => undefined
	};
	return { sent, send };
}

describe('sendWaiting', () => {
	test('K1 a guest sends nothing', async () => {
		const store = memoryStore();
		await act(store);
		const { sent, send } = server(accept);
		expect(await sendWaiting(store, send)).toBe(true);
		expect(sent).toEqual([]);
	});

	test('S2 at most 100 events in a batch, oldest first, until nothing waits', async () => {
		const store = memoryStore();
		await join(store);
		for (let i = 0; i < 230; i++) await act(store);
		const { sent, send } = server(accept);
		expect(await sendWaiting(store, send)).toBe(true);
		expect(sent.map((s) => [s.seqs[0], s.seqs.length])).toEqual([
			[1, 100],
			[101, 100],
			[201, 30]
		]);
	});

	test('S2 a 413 halves the batch until it passes', async () => {
		const store = memoryStore();
		await join(store);
		for (let i = 0; i < 8; i++) await act(store);
		const { sent, send } = server((events) => (events.length > 2 ? { status: 413 } : accept(events)));
		expect(await sendWaiting(store, send)).toBe(true);
		expect(sent.map((s) => s.seqs.length)).toEqual([8, 4, 2, 2, 2, 2]);
		expect(await states(store)).toEqual(Array(8).fill('accepted'));
	});

	test('S2 one event that is refused as too large stays and does not hold up the others', async () => {
		const store = memoryStore();
		await join(store);
		for (let i = 0; i < 3; i++) await act(store);
		const { send } = server((events) => (events[0]!.seq === 1 ? { status: 413 } : accept(events)));
		expect(await sendWaiting(store, send)).toBe(false);
		expect(await states(store)).toEqual(['here', 'accepted', 'accepted']);
	});

	test('S6 an answer that names some clears those; the others are sent again', async () => {
		const store = memoryStore();
		await join(store);
		for (let i = 0; i < 3; i++) await act(store);
		const { sent, send } = server((events) => accept(events.slice(0, 1)));
		expect(await sendWaiting(store, send)).toBe(true);
		expect(sent.map((s) => s.seqs)).toEqual([[1, 2, 3], [2, 3], [3]]);
	});

	test.each([
		['no answer', { status: 0 }],
		['a broken server', { status: 500 }],
		['a token that was taken back', { status: 401 }],
		['a page of the mobile network in between', { status: 200 }],
		['an answer that names nothing', { status: 200, outcomes: [] }],
		['an answer about others', { status: 200, outcomes: [{ id: 'other', outcome: 'accepted' as const }] }],
		['a good word under an error', (events: EventRow[]) => ({ ...accept(events), status: 503 })]
	])('S6 %s clears nothing', async (_name, answer) => {
		const store = memoryStore();
		await join(store);
		await act(store);
		const { sent, send } = server(typeof answer === 'function' ? answer : () => answer);
		expect(await sendWaiting(store, send)).toBe(false);
		expect(sent).toHaveLength(1);
		expect(await states(store)).toEqual(['here']);
	});

	test('S3 a rejected event leaves the queue with its reason and stays readable', async () => {
		const store = memoryStore();
		await join(store);
		await act(store);
		const { send } = server(([event]) => ({
			status: 200,
			outcomes: [{ id: event!.id, outcome: 'rejected', reason: 'body' }]
		}));
		expect(await sendWaiting(store, send)).toBe(true);
		expect((await log(store))[0]).toMatchObject({ state: 'rejected', reason: 'body' });
	});

	test.each([
		['is refused', () => ({ status: 401 })],
		[
			'hangs',
			() => {
				throw new DOMException('60 s are over', 'AbortError');
			}
		]
	])(
		'S8 both queues of a family phone go by their own tokens; one that %s does not stop the other',
		async (_, first) => {
			const store = memoryStore();
			await join(store, 'p1');
			await act(store);
			await join(store, 'p2');
			await act(store);
			const send: Server = {
				send: async (token, events) => (token === 'token-p1' ? first() : accept(events)),
				pull: async () => undefined
			};
			expect(await sendWaiting(store, send)).toBe(false);
			expect([await states(store, 'p1'), await states(store, 'p2')]).toEqual([['here'], ['accepted']]);
		}
	);

	test('S8 nor does a line that hangs when the open one asks for her news', async () => {
		const store = memoryStore();
		await join(store, 'p1');
		await join(store, 'p2');
		await act(store);
		await unlock(store, 'p1');
		await store.write((t) => t.put('notes', { id: reachedId('p1'), pos: 0, to: 0, at: 0 }));
		const send: Server = {
			async send(token, events) {
				if (token === 'token-p1') throw new DOMException('60 s are over', 'AbortError');
				return accept(events);
			},
			pull: async () => undefined
		};
		expect(await sendWaiting(store, send)).toBe(false);
		expect(await states(store, 'p2')).toEqual(['accepted']);
	});

	test('S2 where a batch takes longer than a request may, less goes with each try, and more again afterwards', async () => {
		const store = memoryStore();
		await join(store);
		for (let i = 0; i < 30; i++) await act(store);
		const pace: Pace = { most: 100 };
		const { sent, send } = server((events) => {
			if (events.length > 3) throw new DOMException('60 s are over', 'AbortError');
			return accept(events);
		});
		for (let tries = 0; tries < 3 && !(await sendWaiting(store, send, () => NOW, pace)); tries++);
		expect(sent.slice(0, 3).map((s) => s.seqs.length)).toEqual([30, 8, 2]);
		expect((await states(store)).filter((state) => state === 'here').length).toBeLessThan(30);
		expect(pace.most).toBeGreaterThan(1);
	});

	test('K2, S9 a token that is refused is said to be, until an answer comes', async () => {
		const store = memoryStore();
		await join(store);
		await act(store);
		const isUnknown = async () => (await store.read(active))?.isUnknown ?? false;
		const { send } = server(() => ({ status: 401 }), accept);
		expect(await sendWaiting(store, send)).toBe(false);
		expect(await isUnknown()).toBe(true);
		expect(await sendWaiting(store, send)).toBe(true);
		expect(await isUnknown()).toBe(false);
	});

	test('K5 a learner who had everything deleted is asked for once more and never again; what waits stays until the tile is taken off', async () => {
		const store = memoryStore();
		await join(store);
		await act(store);
		const asked: (string | undefined)[] = [];
		const send: Server = {
			send: async (_token, _events, { learner }) => (asked.push(learner), { status: 410 }),
			pull: async () => undefined
		};
		for (const nothingLeft of [false, true, true]) expect(await sendWaiting(store, send)).toBe(nothingLeft);
		expect(asked).toEqual(['l-p1']);
		expect(await states(store)).toEqual(['here']);
		expect(await tiles(store)).toMatchObject([{ id: 'p1', joined: true, gone: true, waiting: 1 }]);
		// It says no longer that it goes by itself.
		expect(await workState(store)).toBe('here');
		await removeTile(store, 'p1');
		expect([await tiles(store), await states(store)]).toEqual([[], []]);
	});

	test('K5 the same where nothing waits and she is only asked about', async () => {
		const store = memoryStore();
		await adopt(store, { profileId: 'p1', learnerId: 'l-p1', token: 'token-p1', reader: 'reader-p1' });
		const { sent, send } = server(() => ({ status: 410 }));
		await sendWaiting(store, send);
		expect(await tiles(store)).toMatchObject([{ gone: true }]);
		expect(await sendWaiting(store, send)).toBe(true);
		expect(sent).toHaveLength(1);
	});

	test('A2 a paper that went while her tile was closed waits until she is told; one that was told of and not counted is open again', async () => {
		const store = memoryStore();
		await join(store);
		await append(store, 'check.submitted', {
			course: 'tiny',
			version: 'v1',
			number: 1,
			answers: {}
		});
		const unanswered = async () => {
			const reached = await store.read((t) => t.get<Reached>('notes', reachedId('p1')));
			return { heardAt: reached?.at, open: (await readLog(store)).filter((e) => isUnanswered(e, reached)) };
		};
		const answer = (events: EventRow[]) => ({ ...accept(events), cursor: { epoch: 'e1', pos: 1 } });
		const { sent, send } = server(answer, (events) => ({ ...answer(events), news: noNews }));
		await closeWork(store);
		expect(await sendWaiting(store, send, () => NOW)).toBe(true);
		expect(await states(store)).toEqual(['accepted']);
		await unlock(store, 'p1');
		expect(await unanswered()).toMatchObject({ heardAt: 0, open: [{ seq: 1 }] });
		// A moment later, and yet asked at once.
		expect(await sendWaiting(store, send, () => NOW + 1000)).toBe(true);
		expect(sent).toHaveLength(2);
		expect(await unanswered()).toEqual({ heardAt: NOW + 1000, open: [] });
	});
});

describe('outbox', () => {
	test('S2 what is done while a batch is under way goes with the next, one sending at a time', async () => {
		const store = memoryStore();
		await join(store);
		await act(store);
		let open = 0;
		const { sent, send } = server(accept);
		const flush = outbox(
			store,
			{
				...send,
				async send(token, events, about) {
					expect(++open).toBe(1);
					if (sent.length === 0) {
						await act(store);
						void flush();
					}
					const answer = await send.send(token, events, about);
					open--;
					return answer;
				}
			},
			() => {}
		);
		await flush();
		expect(sent.map((s) => s.seqs)).toEqual([[1], [2]]);
		expect(await states(store)).toEqual(['accepted', 'accepted']);
	});

	test('S2 a failure is tried again later and later, until it passes', async () => {
		const store = memoryStore();
		await join(store);
		await act(store);
		const waits: number[] = [];
		let retry: (() => unknown) | undefined;
		let changes = 0;
		const { sent, send } = server(
			() => ({ status: 0 }),
			() => ({ status: 500 }),
			accept
		);
		const flush = outbox(
			store,
			send,
			() => changes++,
			(work, ms) => {
				waits.push(ms);
				retry = work;
			},
			() => 0.5
		);
		await flush();
		await retry!();
		await retry!();
		expect(waits).toEqual([2000, 4000]);
		expect(sent).toHaveLength(3);
		expect(await states(store)).toEqual(['accepted']);
		expect(changes).toBeGreaterThan(1);
	});

	test('S6 without a signal nothing is cleared, and it is tried again', async () => {
		const store = memoryStore();
		await join(store);
		await act(store);
		const waits: number[] = [];
		const flush = outbox(
			store,
			{ send: () => Promise.reject(new TypeError('Failed to fetch')), pull: async () => undefined },
			() => {},
			(_work, ms) => waits.push(ms),
			() => 0.5
		);
		await flush();
		expect(await states(store)).toEqual(['here']);
		expect(waits).toEqual([2000]);
	});

	test('S2 phones of one class do not come back together, and none waits longer than 7.5 minutes', () => {
		expect([backoff(1, 0), backoff(1, 0.999)].map(Math.round)).toEqual([1000, 2998]);
		expect(backoff(60, 1)).toBe(450_000);
	});
});

describe('the server over HTTP', () => {
	const sendBatch = (token: string, rows: EventRow[]) => http.send(token, rows, { device: 'd1' });
	afterEach(() => vi.unstubAllGlobals());

	const event = (text: string) =>
		({
			id: 'e1',
			device: 'd1',
			seq: 1,
			box: new TextEncoder().encode(text),
			state: 'here',
			reason: 'old'
		}) as unknown as EventRow;

	/** A server that answers each request with `answer` and keeps what came. */
	function fakeServer(answer: () => Response) {
		const requests: Request[] = [];
		vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
			requests.push(new Request(new URL(address, 'http://localhost'), init));
			return answer();
		});
		return requests;
	}

	test('K8 a batch goes by token and without cookies, and carries nothing of the phone’s own book-keeping', async () => {
		const requests = fakeServer(() => Response.json({ outcomes: [], news: { attempts: [] } }));
		expect(await sendBatch('secret', [event('x')])).toEqual({
			status: 200,
			outcomes: [],
			news: { attempts: [] }
		});
		const [request] = requests;
		expect([request!.url, request!.credentials]).toEqual(['http://localhost/api/sync', 'omit']);
		expect(request!.headers.get('authorization')).toBe('Bearer secret');
		expect(request!.headers.get('content-type')).toBe('application/json');
		expect(await request!.json()).toEqual({
			device: 'd1',
			sentAt: expect.any(Number),
			events: [{ id: 'e1', device: 'd1', seq: 1, box: 'eA==' }]
		});
	});

	test('S2 more than 64 KB, counted in bytes as sent, does not leave the phone', async () => {
		const requests = fakeServer(() => Response.json({}));
		const urdu = event('ش'.repeat(5000));
		expect(await sendBatch('secret', Array(5).fill(urdu))).toEqual({ status: 413 });
		expect(await sendBatch('secret', Array(4).fill(urdu))).toMatchObject({ status: 200 });
		expect(requests).toHaveLength(1);
	});

	test('S6 a page in place of an answer, and no signal, are no answer', async () => {
		fakeServer(() => new Response('<html>buy data</html>'));
		await expect(sendBatch('secret', [event('x')])).rejects.toThrow();
		fakeServer(() => {
			throw new TypeError('Failed to fetch');
		});
		await expect(sendBatch('secret', [event('x')])).rejects.toThrow();
		fakeServer(() => new Response('{"outcomes":[]}', { status: 503 }));
		expect(await sendBatch('secret', [event('x')])).toEqual({ status: 503 });
	});
});
