import type { EventBodies, ServerNews } from '#lib/progress/index.ts';
import { append } from './append.ts';
import { keepDraft, keepHers, readDraft, readHers } from './drafts.ts';
import { sendWaiting } from './outbox.ts';
import {
	active,
	adopt,
	closeWork,
	readHersOf,
	removeTile,
	tiles,
	unlock,
	whoIsOpen,
	type Joined
} from './profiles.ts';
import { readLog } from './read-log.ts';
import type { Outcome } from './server.ts';
import type { PhoneStore, Profile } from './store.ts';

/**
 * The contract of a phone's store, as plain functions: vitest runs it over memory, Playwright over a browser's
 * IndexedDB. `store` is fresh; `reopen` gives the same one again, as after closing the app.
 */
export interface StoreCase {
	name: string;
	run(store: PhoneStore, reopen: () => Promise<PhoneStore>): Promise<void>;
}

const card = (n: number): EventBodies['lesson.card'] => ({
	course: 'tiny',
	version: 'v1',
	lang: 'ur',
	lesson: 't1',
	card: `t1-0${n}`
});
const see = (store: PhoneStore, n: number) => append(store, 'lesson.card', card(n));
const KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
/** Opened by `pictures:kite,moon,moon,fish`; made by accounts' own lock, with few rounds. */
const her: Joined = {
	profileId: 'p1',
	learnerId: 'l1',
	token: 'secret',
	key: KEY,
	reader: 'reader',
	lock: {
		kind: 'pictures',
		salt: 'AAECAwQFBgcICQoLDA0ODw==',
		rounds: 1000,
		box: 'BwcHBwcHBwcHBwcHxFE6KQi97Lk4+xPsGmwGVBgpY8NgnwnO/tDtnamJ2A1KD5PjzNsnWcsNROD7yrNx'
	},
	name: 'شبانہ',
	tileSeed: 7
};
const OTHER_KEY = 'HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const keyBytes = Array.from({ length: 32 }, (_, i) => i);
const SECRET = 'pictures:kite,moon,moon,fish';

const who = (store: PhoneStore) => store.read(active);
const news = (store: PhoneStore) => readHers<ServerNews>(store, 'news');
const profiles = (store: PhoneStore) => store.read((t) => t.all<Profile>('profiles'));
const queue = async (store: PhoneStore, after?: number, most?: number) => {
	const profile = await who(store);
	return (await store.read((t) => t.queue(profile!.id, after, most))).map((e) => e.seq);
};
const answer = (store: PhoneStore, outcomes: Outcome[], told?: ServerNews) => {
	let answered = false;
	return sendWaiting(store, {
		async send() {
			if (answered) return { status: 0 };
			answered = true;
			return { status: 200, outcomes, news: told };
		},
		pull: async () => undefined
	});
};

function same(actual: unknown, expected: unknown): void {
	const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
	if (a !== b) throw new Error(`expected ${b}, got ${a}`);
}

const refused = (work: Promise<unknown>) =>
	work.then(
		() => false,
		() => true
	);

export const storeCases: StoreCase[] = [
	{
		name: 'K1 opening the app makes nobody; the first act makes one guest with a tile and without a token',
		async run(store) {
			same(await who(store), undefined);
			same(await readLog(store), []);
			await see(store, 1);
			await see(store, 2);
			const [guest, ...others] = await profiles(store);
			same(others, []);
			same([guest!.token, guest!.learnerId, guest!.seq], [undefined, undefined, 2]);
			if (guest!.tileSeed < 1 || guest!.tileSeed > 0xffffffff) throw new Error('no tile');
			same((await who(store))!.id, guest!.id);
		}
	},
	{
		name: 'P1 an event carries id, profile, device and numbers 1, 2, 3 without a gap, also when written at once',
		async run(store) {
			const events = await Promise.all([1, 2, 3].map((n) => see(store, n)));
			same(events.map((e) => e.seq).sort(), [1, 2, 3]);
			same(new Set(events.map((e) => e.id)).size, 3);
			same(new Set(events.map((e) => e.device)).size, 1);
			const log = await readLog(store);
			same(
				log.map((e) => [e.seq, e.state, e.actor, e.v]),
				[1, 2, 3].map((n) => [n, 'here', 'self', 1])
			);
		}
	},
	{
		name: 'S1 what was shown as done is there after closing the app',
		async run(store, reopen) {
			const event = await see(store, 1);
			await keepDraft(store, 'place', 't1-02');
			const again = await reopen();
			same(
				(await readLog(again)).map((e) => [e.id, e.seq, e.kind, e.body]),
				[[event.id, event.seq, event.kind, event.body]]
			);
			same(await readDraft(again, 'place'), 't1-02');
			same((await see(again, 2)).seq, 2);
		}
	},
	{
		name: 'S1 what cannot be written is refused, and leaves no half of itself',
		async run(store) {
			await see(store, 1);
			const unwritable = {
				...card(2),
				get lesson(): string {
					throw new Error('unreadable');
				}
			};
			same(await refused(append(store, 'lesson.card', unwritable)), true);
			same((await readLog(store)).length, 1);
			same((await see(store, 3)).seq, 2);
		}
	},
	{
		name: 'S2 the queue is read in order of numbers, from one on, as many as asked',
		async run(store) {
			for (let n = 1; n <= 12; n++) await see(store, 1);
			same(await queue(store, 0, 3), [1, 2, 3]);
			same(await queue(store, 9), [10, 11, 12]);
		}
	},
	{
		name: 'S6 only an outcome that names the event moves it; a strange id moves nothing',
		async run(store) {
			await adopt(store, her);
			const [a, b, c, d] = [
				await see(store, 1),
				await see(store, 2),
				await see(store, 3),
				await see(store, 4),
				await see(store, 5)
			];
			await answer(store, [
				{ id: a.id, outcome: 'accepted' },
				{ id: b.id, outcome: 'rejected', reason: 'body' },
				{ id: c.id, outcome: 'deferred' },
				{ id: d.id, outcome: 'known' },
				{ id: '', outcome: 'accepted' }
			]);
			same(
				(await readLog(store)).map((e) => [e.state, e.reason]),
				[
					['accepted', undefined],
					['rejected', 'body'],
					['deferred', undefined],
					['known', undefined],
					['here', undefined]
				]
			);
			same(await queue(store), [5]);
		}
	},
	{
		name: 'K1 joining with "yes, mine" keeps the guest, her events and her tile, and gives her a token',
		async run(store) {
			await see(store, 1);
			const guest = await who(store);
			await keepDraft(store, 'place', 't1-02');
			await adopt(store, { ...her, profileId: guest!.id, name: null, tileSeed: undefined });
			same(await readDraft(store, 'place'), 't1-02');
			const profile = await who(store);
			same(
				[profile!.id, profile!.tileSeed, profile!.learnerId, profile!.token, profile!.key, profile!.seq],
				[guest!.id, guest!.tileSeed, 'l1', 'secret', undefined, 1]
			);
			same([(await readLog(store)).length, (await profiles(store)).length], [1, 1]);
		}
	},
	{
		name: 'K1 joining with "no" keeps the guest for someone else; numbers, drafts and logs stay apart',
		async run(store) {
			const guests = await see(store, 1);
			await keepDraft(store, 'place', 't1-02');
			await adopt(store, her);
			const hers = await see(store, 1);
			same([hers.profile, hers.seq, hers.device === guests.device], ['p1', 1, false]);
			same(await readDraft(store, 'place'), undefined);
			same((await store.read((t) => t.log(guests.profile))).length, 1);
			same((await profiles(store)).length, 2);
		}
	},
	{
		name: 'S8 closing her work removes nothing: it still goes, and the next act is another guest’s',
		async run(store) {
			await adopt(store, her);
			const hers = await see(store, 1);
			await closeWork(store);
			same(await who(store), undefined);
			same(await readLog(store), []);
			const guests = await see(store, 2);
			if (guests.profile === hers.profile) throw new Error('written into her log');
			await answer(store, [{ id: hers.id, outcome: 'accepted' }]);
			await adopt(store, her);
			same(
				(await readLog(store)).map((e) => [e.id, e.state]),
				[[hers.id, 'accepted']]
			);
		}
	},
	{
		name: 'K1 opened again under another profile id, her log is still whole; a guest’s is not in it',
		async run(store) {
			await see(store, 1);
			await adopt(store, her);
			await see(store, 2);
			await adopt(store, { ...her, profileId: 'l1' });
			await see(store, 3);
			same((await readLog(store)).map((e) => [e.profile, e.seq]).sort(), [
				['l1', 1],
				['p1', 1]
			]);
		}
	},
	{
		name: 'A2 what the server told of her results is kept with her, and is not another learner’s',
		async run(store) {
			await adopt(store, her);
			await see(store, 1);
			same(await news(store), undefined);
			const told = { attempts: [], awards: [], practicals: [{ course: 'tiny', passed: true }], lessons: [] };
			await answer(store, [], told);
			same(await news(store), told);
			await adopt(store, { ...her, profileId: 'p2', learnerId: 'l2' });
			same(await news(store), undefined);
		}
	},
	{
		name: 'S8 a half-done form is kept, changed and forgotten',
		async run(store) {
			await keepDraft(store, 'check tiny 1', { c1: 'a' });
			await keepDraft(store, 'check tiny 1', { c1: 'b', c2: 'ab' });
			same(await readDraft(store, 'check tiny 1'), { c1: 'b', c2: 'ab' });
			await keepDraft(store, 'check tiny 1', undefined);
			same(await readDraft(store, 'check tiny 1'), undefined);
		}
	},
	{
		name: 'K3 a closed tile is opened by its secret alone, and what it holds is read again',
		async run(store) {
			await adopt(store, her);
			const event = await see(store, 1);
			await closeWork(store);
			same(await unlock(store, 'p1', 'pictures:kite,moon,fish,moon'), false);
			same(await who(store), undefined);
			same(await unlock(store, 'p1', SECRET), true);
			same(
				(await readLog(store)).map((e) => [e.id, e.kind]),
				[[event.id, event.kind]]
			);
			const { profile, key } = await whoIsOpen(store);
			same(await readHersOf(profile!, key), { name: 'شبانہ', reader: 'reader' });
		}
	},
	{
		name: 'K3 with another tile open nothing of hers can be read: no name, lesson, answer, draft or result',
		async run(store) {
			await adopt(store, her);
			await see(store, 1);
			await keepDraft(store, 'listing', 'چادر سوتی');
			await keepHers(store, 'news', { attempts: ['not-yet'] });
			await adopt(store, { ...her, profileId: 'p2', learnerId: 'l2', key: OTHER_KEY, name: 'رشیدہ' });
			const all = await store.read(async (t) => {
				const tables = ['profiles', 'events', 'notes', 'drafts', 'forms'] as const;
				return JSON.stringify(await Promise.all(tables.map((table) => t.all(table))), (_, value: unknown) =>
					value instanceof Uint8Array ? `${new TextDecoder().decode(value)} ${value}` : value
				);
			});
			for (const hers of ['شبانہ', 't1-01', 'lesson.card', 'tiny', 'چادر', 'not-yet', `${keyBytes}`])
				if (all.includes(hers)) throw new Error(`${hers} lies in the clear`);
			same(await readLog(store), []);
			same(await readDraft(store, 'listing'), undefined);
			same(await news(store), undefined);
		}
	},
	{
		name: 'K8 another’s page writes nothing: not after another tile was opened, not after hers was closed',
		async run(store) {
			await adopt(store, her);
			await adopt(store, { ...her, profileId: 'p2', learnerId: 'l2', key: OTHER_KEY });
			same(await refused(append(store, 'lesson.card', card(1), 'p1')), true);
			same(await refused(append(store, 'lesson.card', card(1), '')), true);
			await closeWork(store);
			same(await refused(append(store, 'lesson.card', card(1), 'p2')), true);
			same((await append(store, 'lesson.card', card(1), '')).seq, 1);
			same((await store.read((t) => t.log('p1'))).length, 0);
		}
	},
	{
		name: 'S8 taking a tile off the phone takes all of it and nothing of another',
		async run(store) {
			await adopt(store, her);
			await see(store, 1);
			await keepDraft(store, 'place', 1);
			await keepHers(store, 'news', {});
			await adopt(store, { ...her, profileId: 'p2', learnerId: 'l2', key: OTHER_KEY });
			await see(store, 1);
			same(
				(await tiles(store)).map((t) => [t.id, t.open, t.waiting, t.lock]),
				[
					['p1', false, 1, 'pictures'],
					['p2', true, 1, 'pictures']
				]
			);
			await removeTile(store, 'p1');
			const left = await store.read(async (t) =>
				JSON.stringify([await t.all('events'), await t.all('notes')])
			);
			if (left.includes('p1')) throw new Error('something of hers stayed');
			same(
				(await tiles(store)).map((t) => [t.id, t.waiting]),
				[['p2', 1]]
			);
			same((await who(store))!.id, 'p2');
		}
	}
];
