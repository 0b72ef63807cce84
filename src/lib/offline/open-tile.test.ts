import { describe, expect, test } from 'vitest';
import { MINUTE } from '../platform/clock.ts';
import { append } from './append.ts';
import { memoryStore } from './memory-store.ts';
import { openTile, waitAfterTries, waitOf } from './open-tile.ts';
import { active, adopt, closeWork, removeTile, tiles } from './profiles.ts';
import type { Lock, PhoneStore } from './store.ts';
import { importKey, sealBytes, toBase64 } from './vault.ts';

const SECRET = 'pictures:kite,moon,moon,fish';
const KEY = new Uint8Array(32).fill(7);

/** A lock as the server makes it. */
async function lockOf(learnerId: string, secretText: string): Promise<Lock> {
	const salt = new Uint8Array(16).fill(3);
	const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(secretText), 'PBKDF2', false, [
		'deriveBits'
	]);
	const raw = await crypto.subtle.deriveBits(
		{ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 10 },
		secret,
		256
	);
	const box = await sealBytes(await importKey(new Uint8Array(raw)), learnerId, KEY);
	return { kind: 'pictures', salt: toBase64(salt), rounds: 10, box: toBase64(box) };
}

async function phoneOf(...ids: string[]): Promise<PhoneStore> {
	const store = memoryStore();
	for (const id of ids) {
		const lock = await lockOf(`l-${id}`, SECRET);
		const key = toBase64(KEY);
		await adopt(store, { profileId: id, learnerId: `l-${id}`, token: `t-${id}`, key, lock, name: 'شبانہ' });
		await append(store, 'lesson.finished', { course: 'tiny', version: 'v', lang: 'ur', lesson: 't1' });
	}
	await closeWork(store);
	return store;
}
const whoIsIt = async (store: PhoneStore) => (await store.read(active))?.id;

describe('a tile and its secret', () => {
	test('K3 the right secret opens it, without a server, and forgets the wrong ones', async () => {
		const store = await phoneOf('p1');
		const wrong = await openTile(store, 'p1', 'pictures:kite,moon,moon,bird', 0);
		expect(wrong).toEqual({ tag: 'wrong', until: 2000 });
		expect(await whoIsIt(store)).toBeUndefined();
		expect(await openTile(store, 'p1', SECRET, 2000)).toEqual({ tag: 'open' });
		expect(await whoIsIt(store)).toBe('p1');
		expect(await waitOf(store, 'p1', 2000)).toBe(0);
	});

	test('K3 each wrong try waits longer; the right secret waits too, and another tile does not', async () => {
		const store = await phoneOf('p1', 'p2');
		let now = 0;
		const waits: number[] = [];
		for (let i = 0; i < 12; i++) {
			const tried = await openTile(store, 'p1', 'digits:111111', now);
			if (tried.tag !== 'wrong') throw new Error(tried.tag);
			waits.push(tried.until - now);
			expect(await openTile(store, 'p1', SECRET, now)).toEqual({ tag: 'wait', until: tried.until });
			now = tried.until;
		}
		expect(waits.slice(0, 4)).toEqual([2000, 4000, 8000, 16_000]);
		expect(waits.at(-1)).toBe(10 * MINUTE);
		expect(await openTile(store, 'p2', SECRET, 0)).toEqual({ tag: 'open' });
	});

	test('K3 the wait is kept with the tile, and a clock that was set back makes it no longer', async () => {
		const store = await phoneOf('p1');
		await openTile(store, 'p1', 'digits:111111', 90 * MINUTE);
		expect(await waitOf(store, 'p1', 90 * MINUTE + 1000)).toBe(90 * MINUTE + 2000);
		expect(await waitOf(store, 'p1', 0)).toBe(waitAfterTries(1));
	});

	test('K3 a try is counted before it is made: ten at once are one', async () => {
		const store = await phoneOf('p1');
		const tried = await Promise.all(
			Array.from({ length: 10 }, (_, i) => openTile(store, 'p1', `digits:00000${i}`, 0))
		);
		expect(tried.filter(({ tag }) => tag === 'wrong')).toHaveLength(1);
	});

	test('K1 a guest’s tile opens by a touch', async () => {
		const store = memoryStore();
		await append(store, 'lesson.finished', { course: 'tiny', version: 'v', lang: 'ur', lesson: 't1' });
		const guest = await whoIsIt(store);
		await closeWork(store);
		expect(await openTile(store, guest!)).toEqual({ tag: 'open' });
		expect(await whoIsIt(store)).toBe(guest);
	});
});

describe('tiles of a phone', () => {
	test('K3 a tile says nothing of whose it is: no name, no letter, no learner', async () => {
		const store = await phoneOf('p1', 'p2');
		const found = await tiles(store);
		expect(found.map(({ id, open, waiting }) => [id, open, waiting])).toEqual([
			['p1', false, 1],
			['p2', false, 1]
		]);
		const everything = await store.read(async (t) =>
			(['profiles', 'events', 'notes', 'drafts', 'forms'] as const).map(async (table) => t.all(table))
		);
		const text = JSON.stringify(await Promise.all(everything));
		expect(text).toContain('p1');
		expect(text).not.toContain('شبانہ');
		// Of what she did; a shorter word may stand by chance in what is sealed.
		expect(text).not.toContain('tiny');
	});

	test('K1 who logged in twice has one tile, with all that waits; it goes as one', async () => {
		const store = await phoneOf('p1');
		await adopt(store, { profileId: 'p9', learnerId: 'l-p1', token: 't' });
		await append(store, 'lesson.finished', { course: 'tiny', version: 'v', lang: 'ur', lesson: 't2' });
		expect((await tiles(store)).map(({ id, waiting }) => [id, waiting])).toEqual([['p9', 2]]);
		await removeTile(store, 'p9');
		expect(await tiles(store)).toEqual([]);
		expect(await store.read((t) => t.log('p1'))).toEqual([]);
	});

	test('S8 taking one tile off the phone leaves the queue of the other', async () => {
		const store = await phoneOf('p1', 'p2');
		await removeTile(store, 'p1');
		expect((await tiles(store)).map(({ id, waiting }) => [id, waiting])).toEqual([['p2', 1]]);
	});
});
