import { expect, test, vi } from 'vitest';
import { adopt, closeWork, readHers, type Phone, type PhoneView } from '#lib/offline/index.ts';
import { memoryStore } from '../lib/offline/memory-store.ts';
import { fetchDesk } from './fetch-desk.ts';

const store = memoryStore();
const join = (id: string, seed: number) =>
	adopt(store, {
		profileId: id,
		learnerId: id,
		token: `t-${id}`,
		key: btoa(String.fromCharCode(seed).repeat(32)),
		reader: `r-${id}`
	});

vi.mock('#lib/offline/index.ts', async (original) => ({
	...(await original<object>()),
	openPhone: async () => ({ store }) as Phone,
	readPhone: async () => ({ profile: { id: 'p1', reader: 'r-p1' } }) as PhoneView
}));

test('K8 her tile was closed and another opened while her desk came: it is kept for nobody', async () => {
	await join('p2', 2);
	await join('p1', 1);
	vi.stubGlobal('fetch', async (_: string, { headers }: { headers: Record<string, string> }) => {
		expect(headers).toEqual({ authorization: 'Bearer r-p1' });
		await closeWork(store);
		await join('p2', 2);
		return Response.json({ orders: ['of p1'] });
	});
	expect(await fetchDesk()).toBe(false);
	expect(await readHers(store, 'desk')).toBeUndefined();
	vi.stubGlobal('fetch', async () => Response.json({ orders: [] }));
	await join('p1', 1);
	expect(await fetchDesk()).toBe(true);
	expect(await readHers(store, 'desk')).toEqual({ orders: [] });
	vi.unstubAllGlobals();
});
