import { describe, expect, test, vi } from 'vitest';
import { append } from './append.ts';
import { keepDraft, keepHers, readDraft, readHers } from './drafts.ts';
import { meanwhile } from './meanwhile.ts';
import { memoryStore } from './memory-store.ts';
import { active, adopt, closeWork, removeTile } from './profiles.ts';
import { readDrafts } from './read-log.ts';
import type { PhoneStore, Profile } from './store.ts';
import { toBase64 } from './vault.ts';

const join = (store: PhoneStore, id: string, seed = 1) =>
	adopt(store, {
		profileId: id,
		learnerId: `l-${id}`,
		token: `t-${id}`,
		key: toBase64(new Uint8Array(32).fill(seed)),
		reader: `r-${id}`
	});
const act = (store: PhoneStore, page = '') =>
	append(store, 'lesson.finished', { course: 'tiny', version: 'v1', lang: 'ur', lesson: 't1' }, page);
const profiles = (store: PhoneStore) => store.read((t) => t.all<Profile>('profiles'));
const sealed = (store: PhoneStore, table: 'drafts' | 'notes') =>
	store.read(async (t) => (await t.all<{ id: string }>(table)).filter((row) => 'box' in row));

describe('what is half done', () => {
	test('K1 the first act and its draft at once are one guest’s, and her page goes on', async () => {
		const store = memoryStore();
		const [{ profile }] = await Promise.all([act(store), keepDraft(store, 'listing', 'شال')]);
		expect((await profiles(store)).map(({ id }) => id)).toEqual([profile]);
		expect(await readDraft(store, 'listing')).toBe('شال');
		expect((await act(store, profile)).seq).toBe(2);
	});

	test('K1 another tab made the guest while her draft was sealed: it is hers', async () => {
		const store = memoryStore();
		await keepDraft(
			meanwhile(store, () => act(store)),
			'listing',
			'شال'
		);
		expect(await profiles(store)).toHaveLength(1);
		expect(await readDraft(store, 'listing')).toBe('شال');
	});

	test('K1 she joined in another tab while her draft was sealed: it opens with the key she has now', async () => {
		const store = memoryStore();
		const { profile } = await act(store);
		await keepDraft(
			meanwhile(store, () => join(store, profile)),
			'listing',
			'شال'
		);
		expect(await readDraft(store, 'listing')).toBe('شال');
	});

	test('K8 her tile was closed, or another opened, while her draft was sealed: nobody gets what she typed', async () => {
		for (const moment of [closeWork, (store: PhoneStore) => join(store, 'p2', 2)]) {
			const store = memoryStore();
			await join(store, 'p1');
			const draft = keepDraft(
				meanwhile(store, () => moment(store)),
				'listing',
				'شال'
			);
			await expect(draft).rejects.toThrow();
			expect(await sealed(store, 'drafts')).toEqual([]);
			expect((await store.read(active))?.id).toBe(moment === closeWork ? undefined : 'p2');
		}
	});

	test('K8 another’s page keeps nothing: not after hers was closed, not for who joined on a page of nobody', async () => {
		const store = memoryStore();
		await keepDraft(store, 'listing', 'شال', '');
		const { id } = (await store.read(active))!;
		await keepDraft(store, 'listing', 'شال ریشمی', '');
		expect(await readDraft(store, 'listing')).toBe('شال ریشمی');
		await closeWork(store);
		await expect(keepDraft(store, 'listing', 'چادر', id)).rejects.toThrow();
		await join(store, 'p1');
		await expect(keepDraft(store, 'listing', 'چادر', id)).rejects.toThrow();
		await expect(keepDraft(store, 'listing', 'چادر', '')).rejects.toThrow();
		expect(await readDraft(store, 'listing')).toBeUndefined();
	});

	test('K3, K9 a page that reads all drafts reads those of who is open: not after closing, not another’s, not when taken off', async () => {
		const store = memoryStore();
		const hers = { unmet: ['no-cnic', 'wallet'] };
		await keepDraft(store, 'situation', hers, '');
		const { id } = (await store.read(active))!;
		expect(await readDrafts(store)).toMatchObject([hers]);
		await join(store, id);
		expect(await readDrafts(store), 'joined, under her new key').toMatchObject([hers]);
		await closeWork(store);
		expect(await readDrafts(store)).toEqual([]);
		await join(store, 'p2', 2);
		await keepDraft(store, 'situation', { unmet: [] });
		expect(await readDrafts(store)).toMatchObject([{ unmet: [] }]);
		await join(store, id);
		expect(await readDrafts(store)).toMatchObject([hers]);
		await removeTile(store, id);
		expect(await store.read(async (t) => (await t.all('drafts')).length), 'the other’s').toBe(1);
		await join(store, id);
		expect(await readDrafts(store)).toEqual([]);
	});

	test('K9 the same where nothing can be sealed', async () => {
		vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
		const store = memoryStore();
		await keepDraft(store, 'situation', { unmet: ['phone'] }, '');
		expect(await readDrafts(store)).toMatchObject([{ unmet: ['phone'] }]);
		await closeWork(store);
		await keepDraft(store, 'situation', { unmet: ['sells'] }, '');
		expect(await readDrafts(store)).toMatchObject([{ unmet: ['sells'] }]);
		vi.unstubAllGlobals();
	});

	test('K1 forgetting makes nobody', async () => {
		const store = memoryStore();
		await keepDraft(store, 'listing', undefined);
		expect(await profiles(store)).toEqual([]);
	});
});

describe('what the server told', () => {
	test('K8 of her shop is kept for her alone for whom it was fetched', async () => {
		const store = memoryStore();
		await join(store, 'p1');
		expect(await keepHers(store, 'desk', { orders: 1 }, 'p1')).toBe(true);
		await join(store, 'p2', 2);
		const before = await sealed(store, 'notes');
		expect(await keepHers(store, 'desk', { orders: 2 }, 'p1')).toBe(false);
		await closeWork(store);
		expect(await keepHers(store, 'desk', { orders: 2 }, 'p1')).toBe(false);
		expect(await sealed(store, 'notes')).toEqual(before);
		expect(await keepHers(store, 'desk', { orders: 2 })).toBe(false);
		await join(store, 'p1');
		expect(await readHers(store, 'desk')).toEqual({ orders: 1 });
		expect(await keepHers(store, 'desk', { orders: 3 })).toBe(true);
		expect(await readHers(store, 'desk')).toEqual({ orders: 3 });
	});

	test('K8 another tile was opened while it was sealed: nothing is written', async () => {
		const store = memoryStore();
		await join(store, 'p1');
		const before = await sealed(store, 'notes');
		const late = meanwhile(store, () => join(store, 'p2', 2));
		expect(await keepHers(late, 'desk', { orders: 1 }, 'p1')).toBe(false);
		expect(await sealed(store, 'notes')).toEqual(before);
	});

	test('S9 claimed anew while it was sealed: it opens with the key she has now', async () => {
		const store = memoryStore();
		await join(store, 'p1');
		const again = () =>
			adopt(store, {
				profileId: 'p1',
				learnerId: 'l-p1',
				token: 'other',
				key: toBase64(new Uint8Array(32).fill(9))
			});
		expect(await keepHers(meanwhile(store, again), 'desk', { orders: 1 }, 'p1')).toBe(true);
		expect(await readHers(store, 'desk')).toEqual({ orders: 1 });
	});
});
