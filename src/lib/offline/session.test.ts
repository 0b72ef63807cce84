import { afterEach, describe, expect, test, vi } from 'vitest';
import { memoryStore } from './memory-store.ts';
import { adopt, closeWork, unlock } from './profiles.ts';
import { ensureSession } from './session.ts';

const phone = async () => {
	const store = memoryStore();
	for (const id of ['p1', 'p2'])
		await adopt(store, { profileId: id, learnerId: `l-${id}`, token: `t-${id}`, reader: `r-${id}` });
	return store;
};

/** @param answers statuses by turns, 0 for no signal; the last repeats */
function server(...answers: number[]) {
	const asked: string[] = [];
	vi.stubGlobal('fetch', async (_address: string, { method, body }: RequestInit) => {
		asked.push(`${method} ${body as string}`);
		const status = answers.length > 1 ? answers.shift()! : answers[0]!;
		if (!status) throw new TypeError('Failed to fetch');
		return new Response(null, { status });
	});
	return asked;
}

describe('her session on the server', () => {
	afterEach(() => vi.unstubAllGlobals());

	test('K8 a tile opened without a signal gets its session with the first signal, once', async () => {
		const store = await phone();
		const asked = server(0, 204);
		await ensureSession(store);
		expect(asked).toEqual([]);
		await unlock(store, 'p1');
		await ensureSession(store);
		await ensureSession(store);
		await ensureSession(store);
		expect(asked).toEqual(['POST {"reader":"r-p1"}', 'POST {"reader":"r-p1"}']);
	});

	test('K8 a server that is busy is asked again', async () => {
		const store = await phone();
		const asked = server(429, 503, 204);
		await unlock(store, 'p1');
		for (let i = 0; i < 5; i++) await ensureSession(store);
		expect(asked).toHaveLength(3);
	});

	test('K8 a refused reader is not asked for again at every page; nobody’s tile asks for nothing', async () => {
		const store = await phone();
		const asked = server(401);
		await unlock(store, 'p1');
		await ensureSession(store);
		await ensureSession(store);
		expect(asked).toHaveLength(1);
		await closeWork(store);
		await ensureSession(store);
		expect(asked).toHaveLength(1);
	});
});
