import { afterEach, expect, test, vi } from 'vitest';
import { noNews } from '#lib/progress/index.ts';
import { append } from './append.ts';
import { decideLoss, forgetLoss, readErased, readUntold } from './loss.ts';
import { keepForm } from './forms.ts';
import { mark } from './marker.ts';
import { meanwhile } from './meanwhile.ts';
import { memoryStore } from './memory-store.ts';
import { sendWaiting } from './outbox.ts';
import { active, adopt, removeTile, tiles, unlock, whoIsOpen, type Joined } from './profiles.ts';
import { readLog } from './read-log.ts';
import type { SendAnswer } from './server.ts';
import type { EventRow, PhoneStore, Profile } from './store.ts';

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

test('K1 she joined in another tab while her act was sealed: it is sealed with the key she has now', async () => {
	const store = memoryStore();
	const guest = await act(store);
	await act(meanwhile(store, () => adopt(store, her(guest.profile))));
	expect((await readLog(store)).map((e) => e.seq)).toEqual([1, 2]);
});

test('K1 she joined in another tab while her tile was opened: what follows is sealed with the key she has now', async () => {
	const store = memoryStore();
	const { profile } = await act(store);
	expect(
		await unlock(
			meanwhile(store, () => adopt(store, her(profile))),
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
		meanwhile(store, () => adopt(store, her(profile))),
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
			const outcomes = rows.map(({ id }) => ({ id, outcome: 'accepted' as const }));
			return { status: 200, outcomes, cursor, news: noNews };
		},
		pull: async () => ({ epoch, pos: 2, more: false, events: [] })
	};
	expect(await sendWaiting(store, server)).toBe(false);
	expect(await sendWaiting(store, server)).toBe(true);
	expect(offered).toEqual([[id], [], [id]]);
});

test('S9 a phone that cannot seal hears of a restore all the same', async () => {
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

test('K2 who logs in again gives her new lock and token to her other tile’s work as well', async () => {
	const store = memoryStore();
	await adopt(store, her('p1'));
	await act(store);
	const lock = { ...her('l1').lock!, salt: 'DwAECAwQFBgcICQoLDA0ODw==' };
	await adopt(store, { ...her('l1'), token: 'new', lock });
	const rows = await store.read((t) => t.all<Profile>('profiles'));
	expect(rows.map(({ id, token, lock }) => [id, token, lock?.salt])).toEqual([
		['p1', 'new', lock.salt],
		['l1', 'new', lock.salt]
	]);
	// Without a secret in hand (consent given again) the lock she has is kept.
	await adopt(store, { ...her('p3'), lock: undefined });
	expect((await tiles(store)).map((tile) => tile.lock)).toEqual(['pictures']);
	expect((await store.read((t) => t.get<Profile>('profiles', 'p3')))?.lock?.salt).toBe(lock.salt);
});

test('S9 whom a restored server has forgotten joins anew with all she has, sealed under her new key', async () => {
	const store = memoryStore();
	await adopt(store, her('p1'));
	await act(store);
	const key = 'HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
	await adopt(store, { ...her('p1'), learnerId: 'l2', key });
	expect(await readLog(store)).toMatchObject([{ kind: 'lesson.finished', profile: 'p1' }]);
});

test('S9 what was sent while she joined anew is not called unsent again', async () => {
	const store = memoryStore();
	await adopt(store, her('p1'));
	const { id } = await act(store);
	const key = 'HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
	const sent = meanwhile(store, () =>
		store.write(async (t) =>
			t.put('events', { ...(await t.get<EventRow>('events', id))!, state: 'accepted' })
		)
	);
	await adopt(sent, { ...her('p1'), learnerId: 'l2', key });
	expect(await readLog(store)).toMatchObject([{ kind: 'lesson.finished', state: 'accepted' }]);
});

test('S8 a form that waits is unsent work of its tile', async () => {
	const store = memoryStore();
	await adopt(store, her('p1'));
	await keepForm(store, {
		url: 'http://phone/ur/sell/products/new',
		type: 'text/plain',
		body: new Uint8Array(3)
	});
	expect((await tiles(store)).map(({ waiting }) => waiting)).toEqual([1]);
});

afterEach(() => vi.unstubAllGlobals());

/** A page's cookies; they outlive every store of a test. */
function cookieJar(): () => string {
	const jar = new Map<string, string>();
	const read = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
	vi.stubGlobal('document', {
		get cookie() {
			return read();
		},
		set cookie(text: string) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)!;
			if (text.includes('max-age=0')) jar.delete(name!);
			else jar.set(name!, value!);
		}
	});
	return read;
}

test('S10 what is done in a new storage does not overwrite the mark of the erased one', async () => {
	const cookies = cookieJar();
	const first = memoryStore();
	await adopt(first, her('l1'));
	for (let i = 0; i < 3; i++) mark(await act(first));
	const second = memoryStore();
	await adopt(second, her('l1'));
	mark(await act(second));
	expect(await readErased(second, cookies())).toMatchObject([{ seq: 3 }]);
});

test('S10 one learner reads what was lost, and the other is told all the same', async () => {
	const cookies = cookieJar();
	const old = memoryStore();
	await adopt(old, her('p1'));
	mark(await act(old));
	await adopt(old, { ...her('p2'), learnerId: 'l2' });
	mark(await act(old));
	const store = memoryStore();
	await adopt(store, { ...her('l2'), learnerId: 'l2' });
	await adopt(store, her('l1'));
	const [mine] = (await readErased(store)).filter(({ profile }) => 'p1'.endsWith(profile));
	await forgetLoss(store, { loss: 'missing', events: 0, hers: [mine!] });
	expect(cookies()).not.toContain('q-p1-');
	expect(await readUntold(store)).toEqual([]);
	await adopt(store, { ...her('l2'), learnerId: 'l2' });
	expect(await readUntold(store)).toMatchObject([{ profile: 'p2' }]);
});

test('S10 a tile that was taken off is told as taken off, not as lost', async () => {
	const cookies = cookieJar();
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
	const [first, second] = erased;
	expect(decideLoss(erased, [held], 'p1')).toEqual({ loss: 'missing', events: 2, hers: [first, second] });
	expect(decideLoss(erased, [held], 'p2')).toEqual({ loss: 'missing', events: 0, hers: [first] });
	expect(decideLoss(erased, Array(50).fill(held), 'p1')).toEqual({
		loss: 'missing',
		events: 0,
		hers: [first]
	});
	expect(decideLoss(erased, [])).toEqual({ loss: 'unknown', hers: [] });
});
