import { afterEach, expect, test, vi } from 'vitest';
import { active, type Joined, type Phone, type PhoneStore } from '#lib/offline/index.ts';
import { memoryStore } from '../lib/offline/memory-store.ts';
import { FakeElement, fakePage, settled } from './fake-page.ts';

const joined: Joined = { profileId: 'p1', learnerId: 'l1', token: 't1' };

let store: PhoneStore;
let isFull = false;
let tile = '';

vi.mock('#lib/offline/index.ts', async (original) => {
	const real = await original<typeof import('#lib/offline/index.ts')>();
	return {
		...real,
		openPhone: async () => ({ store }) as Phone,
		adopt: async (...args: Parameters<typeof real.adopt>) => {
			if (isFull) throw new DOMException('full', 'QuotaExceededError');
			return real.adopt(...args);
		},
		markTile: (profile: string) => (tile = profile),
		announceClosed: () => {},
		sendNow: async () => true
	};
});

afterEach(() => vi.unstubAllGlobals());

async function openPage() {
	vi.resetModules();
	store = memoryStore();
	tile = '';
	const unkept = new FakeElement({ hidden: true });
	const again = new FakeElement();
	const handed = new FakeElement({ textContent: JSON.stringify({ ...joined, others: [] }) });
	fakePage({ '#joined': [handed], '[data-unkept]': [unkept], '[data-keep-again]': [again] });
	await import('./guest-work.island.ts');
	await settled(5);
	return {
		again: async () => {
			again.onclick!();
			await settled(5);
		},
		/** [words are shown, it stands in the page, her tile is open] */
		stands: async () => [
			!unkept.hidden,
			!handed.gone,
			(await store.read(active))?.id === 'p1' && tile === 'p1'
		]
	};
}

test('K1 what the server handed over is kept, and nothing of it stays in the page', async () => {
	isFull = false;
	const { stands } = await openPage();
	expect(await stands()).toEqual([false, false, true]);
});

test('S1 a full phone did not take it: words say so, it stays in the page, and with room she has it kept', async () => {
	isFull = true;
	const { again, stands } = await openPage();
	expect(await stands()).toEqual([true, true, false]);
	await again();
	expect(await stands()).toEqual([true, true, false]);
	isFull = false;
	await again();
	expect(await stands()).toEqual([false, false, true]);
});
