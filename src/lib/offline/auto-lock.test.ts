import { describe, expect, test } from 'vitest';
import { MINUTE } from '../platform/clock.ts';
import { append } from './append.ts';
import { closeIfLeft, isLeft, isShared, keepWatch, lockAfter, setInitial, setShared } from './auto-lock.ts';
import { memoryStore } from './memory-store.ts';
import { active, adopt, closeWork } from './profiles.ts';
import type { PhoneStore } from './store.ts';
import { whoPage } from './watch.ts';

const lock = { kind: 'pictures', salt: '', rounds: 1, box: '' } as const;
const join = (store: PhoneStore, id: string, now = 0, learnerId = `l-${id}`) =>
	adopt(store, { profileId: id, learnerId, token: `t-${id}`, lock }, now);
const whoIsIt = async (store: PhoneStore) => (await store.read(active))?.id;
const act = (store: PhoneStore, now: number) =>
	append(
		store,
		'lesson.finished',
		{ course: 'tiny', version: 'v', lang: 'ur', lesson: 't1' },
		undefined,
		now
	);

describe('a tile that nobody touches', () => {
	test.each([
		['her own phone', { shared: false, locks: 1, locked: true }, Infinity],
		['a family phone', { shared: false, locks: 2, locked: true }, 10 * MINUTE],
		['a guest on a family phone', { shared: false, locks: 2, locked: false }, Infinity],
		['a tablet of a centre', { shared: true, locks: 40, locked: true }, 3 * MINUTE],
		['a guest on that tablet', { shared: true, locks: 0, locked: false }, 3 * MINUTE]
	])('K3 %s', (_where, company, after) => {
		expect(lockAfter(company)).toBe(after);
		const end = Math.min(after, 24 * 60 * MINUTE);
		const left = [isLeft(1000, 1000 + end - 1, company), isLeft(1000, 1000 + end, company)];
		expect(left).toEqual([false, end === after]);
	});

	test('K3 a phone’s clock that was set back closes nothing at once', () => {
		expect(isLeft(50 * MINUTE, 0, { shared: true, locks: 2, locked: true })).toBe(false);
	});

	test('K3 it closes after ten minutes where two share a phone, and what it holds stays', async () => {
		const store = memoryStore();
		await join(store, 'p1');
		await join(store, 'p2');
		await act(store, 0);
		expect(await closeIfLeft(store, 10 * MINUTE - 1)).toBe(false);
		expect(await whoIsIt(store)).toBe('p2');
		expect(await closeIfLeft(store, 10 * MINUTE)).toBe(true);
		expect(await whoIsIt(store)).toBeUndefined();
		expect(await store.read((t) => t.queue('p2'))).toHaveLength(1);
	});

	test('K3 who logged in twice is one learner: her own phone stays open', async () => {
		const store = memoryStore();
		await join(store, 'p1', 0, 'l1');
		await join(store, 'p2', 0, 'l1');
		expect(await closeIfLeft(store, 60 * MINUTE)).toBe(false);
	});

	test('K3 a touch counts from anew, and does not bring back what was left too long', async () => {
		const store = memoryStore();
		await join(store, 'p1');
		await setShared(store, true);
		expect(await keepWatch(store, true, 2 * MINUTE)).toBe(false);
		expect(await keepWatch(store, false, 4 * MINUTE)).toBe(false);
		expect(await keepWatch(store, true, 5 * MINUTE)).toBe(true);
		expect(await whoIsIt(store)).toBeUndefined();
	});

	test('K3 with nothing open nothing is written', async () => {
		const store = memoryStore();
		await join(store, 'p1');
		await closeWork(store);
		expect(await keepWatch(store, true, 90 * MINUTE)).toBe(false);
	});
});

describe('a tablet that several learners use', () => {
	test('K3 a letter is kept only there, one alone, and goes when the tablet is a family’s again', async () => {
		const store = memoryStore();
		await join(store, 'p1');
		const letter = async () => (await store.read(active))?.initial;
		await setInitial(store, 'p1', 'S');
		expect([await isShared(store), await letter()]).toEqual([undefined, undefined]);
		await setShared(store, true);
		await setInitial(store, 'p1', ' Shabana ');
		expect(await letter()).toBe('s');
		await setInitial(store, 'p1', 'شبانہ');
		expect(await letter()).toBe('ش');
		await setInitial(store, 'p1', '');
		expect(await letter()).toBeUndefined();
		await setInitial(store, 'p1', 'ش');
		await setShared(store, false);
		expect([await isShared(store), await letter()]).toEqual([false, undefined]);
	});
});

test('K3 pages with a learner’s work give way to the tiles, in their language; others stay', () => {
	expect(['/ur', '/en/me', '/ur/learn/a/b', '/en/sell/orders'].map(whoPage)).toEqual([
		'/ur/who',
		'/en/who',
		'/ur/who',
		'/en/who'
	]);
	expect(
		['/', '/ur/who', '/en/login', '/ur/login/card', '/en/join', '/ur/staff', '/urdu'].map(whoPage)
	).toEqual(Array(7).fill(undefined));
});
