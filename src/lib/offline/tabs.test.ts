import { afterEach, expect, test, vi } from 'vitest';
import { noNews } from '#lib/progress/index.ts';
import { append } from './append.ts';
import { decideLoss, readErased } from './loss.ts';
import { mark } from './marker.ts';
import { memoryStore } from './memory-store.ts';
import { sendWaiting } from './outbox.ts';
import { active, adopt, removeTile, tiles, unlock, whoIsOpen, type Joined } from './profiles.ts';
import { readLog } from './read-log.ts';
import type { SendAnswer } from './server.ts';
import type { EventRow, PhoneStore } from './store.ts';

const KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const her = (profileId: string): Joined => ({
	profileId,
	learnerId: 'l1',
	token: 'token',
	key: KEY,
	reader: 'reader',
	lock: {
		kind: 'pictures',
		salt: 'AAECAwQFBgcICQoLDA0ODw==',
		rounds: 1000,
		box: 'BwcHBwcHBwcHBwcHxFE6KQi97Lk4+xPsGmwGVBgpY8NgnwnO/tDtnamJ2A1KD5PjzNsnWcsNROD7yrNx'
	}
});
const act = (store: PhoneStore) =>
	append(store, 'lesson.finished', { course: 'tiny', version: 'v1', lang: 'ur', lesson: 't1' });

/** The same store, in another tab, where something happens before its next transaction that writes. */
const before = (store: PhoneStore, moment: () => Promise<unknown>): PhoneStore => {
	let next: (() => Promise<unknown>) | undefined = moment;
	return {
		read: store.read,
		async write(work) {
			const now = next;
			next = undefined;
			await now?.();
			return store.write(work);
		}
	};
};

test('K1 she joined in another tab while her act was sealed: it is sealed with the key she has now', async () => {
	const store = memoryStore();
	const guest = await act(store);
	await act(before(store, () => adopt(store, her(guest.profile))));
	expect((await readLog(store)).map((e) => e.seq)).toEqual([1, 2]);
});

test('K1 she joined in another tab while her tile was opened: what follows is sealed with the key she has now', async () => {
	const store = memoryStore();
	const { profile } = await act(store);
	expect(
		await unlock(
			before(store, () => adopt(store, her(profile))),
			profile
		)
	).toBe(false);
	await act(store);
	expect((await readLog(store)).map((e) => e.seq)).toEqual([1, 2]);
});

test('K1 joined in two tabs at once, her work is sealed anew once and opens', async () => {
	const store = memoryStore();
	const { profile } = await act(store);
	await adopt(
		before(store, () => adopt(store, her(profile))),
		her(profile)
	);
	expect((await readLog(store)).map((e) => e.seq)).toEqual([1]);
});

test('S8 her tile is taken off while her work goes: the answer writes nothing of hers', async () => {
	const store = memoryStore();
	await adopt(store, her('p1'));
	await act(store);
	const left = () => store.read((t) => t.all<{ id: string }>('notes'));
	const accepted = (rows: EventRow[]) => rows.map(({ id }) => ({ id, outcome: 'accepted' as const }));
	await sendWaiting(store, {
		async send(_token, rows) {
			await removeTile(store, 'p1');
			return { status: 200, outcomes: accepted(rows), cursor: { epoch: 'e1', pos: 1 }, news: noNews };
		},
		pull: async () => undefined
	});
	expect((await left()).map(({ id }) => id)).toEqual(['phone']);
});

test('S10 a tile that was taken off and opened again counts from 1 under another device', async () => {
	const store = memoryStore();
	await adopt(store, her('l1'));
	const first = await act(store);
	await removeTile(store, 'l1');
	await adopt(store, her('l1'));
	const again = await act(store);
	expect([first.seq, again.seq]).toEqual([1, 1]);
	expect(again.device).not.toBe(first.device);
});

test('S9 a page of another epoch: the server is asked at once, and all is offered again', async () => {
	const store = memoryStore();
	await adopt(store, her('p1'));
	const { id } = await act(store);
	let epoch = 'e1';
	const offered: string[][] = [];
	const server = {
		async send(_token: string, rows: EventRow[]): Promise<SendAnswer> {
			offered.push(rows.map((row) => row.id));
			const cursor = { epoch, pos: 2 };
			epoch = 'e2';
			return { status: 200, outcomes: rows.map(({ id }) => ({ id, outcome: 'accepted' })), cursor };
		},
		pull: async () => ({ epoch, pos: 2, more: false, events: [] })
	};
	expect(await sendWaiting(store, server)).toBe(false);
	expect(await sendWaiting(store, server)).toBe(true);
	expect(offered).toEqual([[id], [], [id]]);
});

test('S9 a phone that cannot seal has no reader, and hears of a restore all the same', async () => {
	const store = memoryStore();
	await adopt(store, { ...her('p1'), key: undefined });
	await act(store);
	let asked = 0;
	const server = {
		async send(_token: string, rows: EventRow[]): Promise<SendAnswer> {
			asked++;
			const outcomes = rows.map(({ id }) => ({ id, outcome: 'accepted' as const }));
			return { status: 200, outcomes, cursor: { epoch: rows.length ? 'e1' : 'e2', pos: 1 } };
		},
		pull: async () => undefined
	};
	await sendWaiting(store, server, () => 0);
	expect(asked).toBe(1);
	await sendWaiting(store, server, () => 3_600_000);
	// It asks, hears of another epoch, and offers all.
	expect(asked).toBe(3);
});

test('S7 what another phone made is offered under this one’s name: its clock is the one that is measured', async () => {
	const store = memoryStore();
	await adopt(store, her('p1'));
	const mine = await act(store);
	await store.write((t) => t.put('events', { ...mine, id: 'e2', device: 'other-phone', seq: 7 }));
	const sent: unknown[] = [];
	await sendWaiting(store, {
		async send(_token, rows, { device }) {
			sent.push([device, rows.length]);
			return { status: 503 };
		},
		pull: async () => undefined
	});
	expect(sent).toEqual([[mine.device, 2]]);
});

afterEach(() => vi.unstubAllGlobals());

test('S10 a tile that was taken off is told as taken off, not as lost', async () => {
	const jar = new Map<string, string>();
	vi.stubGlobal('document', {
		set cookie(text: string) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)!;
			if (text.includes('max-age=0')) jar.delete(name!);
			else jar.set(name!, value!);
		}
	});
	const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
	const store = memoryStore();
	await adopt(store, her('p1'));
	mark(await act(store));
	expect(await readErased(store, cookies())).toEqual([]);
	expect(await readErased(memoryStore(), cookies())).toHaveLength(1);
	await removeTile(store, 'p1');
	expect(await readErased(store, cookies())).toEqual([]);
});

test('K3 where nothing can be sealed a tile has no lock: no secret could open it', async () => {
	vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
	const store = memoryStore();
	await adopt(store, her('p1'));
	expect((await tiles(store)).map((tile) => tile.lock)).toEqual([undefined]);
	expect(await unlock(store, 'p1')).toBe(true);
	expect((await store.read(active))?.id).toBe('p1');
	expect((await whoIsOpen(store)).key).toBeUndefined();
});

test('S10 of storage that was erased twice, what never went is missing too', () => {
	const erased = [
		{ profile: 'p1', device: 'd1', seq: 3 },
		{ profile: 'p1', device: 'd2', seq: 2 }
	];
	const held = { profile: 'p1', device: 'd1', heldTo: 3, exceptions: [] };
	expect(decideLoss(erased, [held], 'p1')).toEqual({ loss: 'missing', events: 2 });
	expect(decideLoss(erased, [held], 'p2')).toEqual({ loss: 'missing', events: 0 });
	expect(decideLoss(erased, Array(50).fill(held), 'p1')).toEqual({ loss: 'missing', events: 0 });
	expect(decideLoss(erased, [])).toEqual({ loss: 'unknown' });
});
