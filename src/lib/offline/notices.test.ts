import { expect, test, vi } from 'vitest';
import { memoryStore } from './memory-store.ts';
import { bareNotice, keepNotice, readNotice } from './notices.ts';
import { adopt, closeWork, removeTile } from './profiles.ts';
import { endPush } from './push-phone.ts';
import type { PhoneStore } from './store.ts';
import { toBase64 } from './vault.ts';

vi.mock('./push-phone.ts', async (original) => ({
	...(await original<object>()),
	endPush: vi.fn(async () => {})
}));

const join = (store: PhoneStore, id: string, seed: number) =>
	adopt(store, {
		profileId: id,
		learnerId: `l-${id}`,
		token: `t-${id}`,
		key: toBase64(new Uint8Array(32).fill(seed))
	});
const words = (open: string) => ({ title: 'قدم', body: 'کچھ نیا آیا ہے۔', open });

test('what is shown is what she switched on, also while nobody is open', async () => {
	const store = memoryStore();
	expect(await readNotice(store)).toEqual(bareNotice);
	await join(store, 'p1', 1);
	await keepNotice(store, words('/ur/sell/orders'));
	await closeWork(store);
	expect(await readNotice(store)).toEqual(words('/ur/sell/orders'));
});

test('K8 the phone tells one learner, and her notices go with her tile, not with another', async () => {
	const store = memoryStore();
	await join(store, 'p1', 1);
	await keepNotice(store, words('/ur/sell/orders'));
	await join(store, 'p2', 2);
	await keepNotice(store, words('/en/sell/orders'));
	expect(await readNotice(store)).toEqual(words('/en/sell/orders'));
	await removeTile(store, 'p1');
	expect(endPush).not.toHaveBeenCalled();
	expect(await readNotice(store)).toEqual(words('/en/sell/orders'));
	await removeTile(store, 'p2');
	expect(endPush).toHaveBeenCalledTimes(1);
	expect(await readNotice(store)).toEqual(bareNotice);
});
