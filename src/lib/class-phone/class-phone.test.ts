import { expect, test, vi } from 'vitest';
import type { SentAct, SentReceipt } from '../progress/index.ts';
import { DAY } from '../platform/clock.ts';
import { memoryClassStore } from './class-store.ts';
import { beginClassPhone, openClassPhone, readLock } from './class-vault.ts';
import { doOffline, dropClass, keepClass, readActs, readClasses, type Doing } from './classes.ts';
import type { KeptClass } from './kept-class.ts';
import { isHerSession, sendActs, type SendAnswer } from './send-acts.ts';
import { wipeAll, wipeNames, wipeUnseen } from './wipe.ts';

// Code of the phone is at home in a page.
vi.hoisted(() => void Object.assign(globalThis, { self: globalThis }));

const NOW = 1_795_000_000_000;
const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const STAFF = id(1);
const PASSWORD = 'چائے اور پراٹھا';
/** The real number of rounds takes its time; what it is, is tested by itself. */
const FEW = 1000;

const kept: KeptClass = {
	staff: STAFF,
	organisation: id(2),
	cohort: id(3),
	name: 'منگل کی کلاس',
	zone: 'Asia/Karachi',
	at: NOW,
	learners: [
		{
			id: id(4),
			name: 'شبانہ بی بی',
			needs: [{ why: 'سبق 3 پر رکی ہیں', next: 'ساتھ بیٹھیں' }],
			done: 2,
			columns: 11,
			lastAt: NOW,
			keeps: true
		}
	],
	meetings: [{ id: id(5), number: 1, heldOn: '2026-11-24', title: 'سبق', cancelled: false, marks: {} }],
	courses: [
		{
			id: 'selling-online',
			version: 'v1',
			title: 'آن لائن',
			pass: 1,
			rubric: [{ id: 'whole', text: 'پورا' }],
			practicals: [{ learner: id(4), parts: [], state: 'new' }]
		}
	],
	notes: []
};

const start = async () => {
	const store = memoryClassStore();
	const phone = await beginClassPhone(store, { staff: STAFF, password: PASSWORD }, NOW, FEW);
	await keepClass(phone, kept);
	return { store, phone };
};
const here = { kind: 'attendance', learner: id(4), meeting: id(5), state: 'here' } satisfies Doing;
const note = { kind: 'note', learner: id(4), text: 'گھر میں شادی ہے' } satisfies Doing;
const mark: Doing = {
	kind: 'mark',
	learner: id(4),
	course: 'selling-online',
	version: 'v1',
	met: ['whole'],
	comment: ''
};

/** Everything that lies on the phone, boxes read as letters. */
const lies = (rows: Iterable<unknown>) =>
	[...rows]
		.map((row) =>
			JSON.stringify(row, (_, v: unknown) =>
				v instanceof Uint8Array ? Buffer.from(v).toString('latin1') : v
			)
		)
		.join('\n');

test('nothing on the phone can be read without her password, neither names nor notes nor the password', async () => {
	const { store, phone } = await start();
	await doOffline(phone, kept, [note], NOW);
	const all = lies(store.rows.values());
	for (const word of ['شبانہ', 'منگل', 'شادی', PASSWORD, id(4)]) {
		expect(all).not.toContain(word);
		expect(all).not.toContain(Buffer.from(word).toString('latin1'));
		expect(all).not.toContain(Buffer.from(word).toString('base64').slice(0, 12));
	}
	expect(await openClassPhone(store, 'چائے اور پراٹھے', NOW)).toBeUndefined();
	const again = await openClassPhone(store, PASSWORD, NOW + 1);
	expect((await readClasses(again!))[0]!.kept.learners).toEqual(kept.learners);
});

test('a lock takes the rounds that the decision names', async () => {
	const store = memoryClassStore();
	await beginClassPhone(store, { staff: STAFF, password: PASSWORD }, NOW);
	expect((await readLock(store))!.lock.rounds).toBe(300_000);
});

test('a row put in the place of another does not open', async () => {
	const { store, phone } = await start();
	const row = store.rows.get(`class:${kept.cohort}`)!;
	store.rows.set('class:other', { ...row, id: 'class:other' } as never);
	await expect(readClasses(phone)).rejects.toThrow();
});

test('what she does shows at once, and stays when the page is opened anew', async () => {
	const { store, phone } = await start();
	await doOffline(phone, kept, [here], NOW);
	await doOffline(phone, kept, [{ ...here, state: 'excused' }], NOW);
	await doOffline(phone, kept, [mark], NOW);
	await doOffline(phone, kept, [note], NOW);
	const again = (await openClassPhone(store, PASSWORD))!;
	const shown = (await readClasses(again))[0]!.kept;
	expect(shown.meetings[0]!.marks).toEqual({ [id(4)]: 'excused' });
	expect(shown.courses[0]!.practicals[0]!.state).toBe('marked');
	expect(shown.notes.map(({ text }) => text)).toEqual([note.text]);
});

const answering = (answer: (acts: SentAct[]) => SendAnswer) => {
	const batches: SentAct[][] = [];
	return {
		batches,
		send: async (body: { acts: unknown[] }) => {
			batches.push(body.acts as SentAct[]);
			return answer(body.acts as SentAct[]);
		}
	};
};
const receipts = (acts: SentAct[], outcome: SentReceipt['outcome']): SendAnswer => ({
	tag: 'receipts',
	receipts: acts.map((act) => ({ id: act.id, outcome }))
});

test('S6 an act leaves the queue only by an answer that names it', async () => {
	const { phone } = await start();
	for (const doing of [here, mark, note]) await doOffline(phone, kept, [doing], NOW);
	for (const tag of ['none', 'no_session', 'other_person'] as const) {
		expect(
			await sendActs(
				phone,
				answering(() => ({ tag }))
			)
		).toBe(tag);
		expect((await readActs(phone)).map(({ row }) => row.state)).toEqual(['waiting', 'waiting', 'waiting']);
	}
	const nothing = answering(() => ({ tag: 'receipts', receipts: [] }));
	expect(await sendActs(phone, nothing)).toBe('none');
	expect(nothing.batches).toHaveLength(1);

	const one = answering((acts) => receipts(acts.slice(0, 1), 'done'));
	expect(await sendActs(phone, one)).toBe('sent');
	expect(one.batches.map((b) => b.length)).toEqual([3, 2, 1]);
	expect(one.batches[0]!.map(({ kind }) => kind)).toEqual(['attendance', 'mark', 'note']);
	expect(await readActs(phone)).toEqual([]);
	// Sent, it is in the class: a page without a signal goes on showing it.
	const shown = (await readClasses(phone))[0]!.kept;
	expect(shown.meetings[0]!.marks).toEqual({ [id(4)]: 'here' });
	expect(shown.notes).toHaveLength(1);
});

test('held and refused acts stay to be read, and are not sent again; what was not taken waits', async () => {
	const { phone } = await start();
	const [a, b, c] = (await doOffline(phone, kept, [here, mark, note], NOW)) as [SentAct, SentAct, SentAct];
	const door = answering(() => ({
		tag: 'receipts',
		receipts: [
			{ id: a.id, outcome: 'held' },
			{ id: b.id, outcome: 'refused', reason: 'no_consent' },
			{ id: c.id, outcome: 'later', reason: 'too_many' }
		]
	}));
	expect(await sendActs(phone, door)).toBe('none');
	expect(door.batches.map((acts) => acts.length)).toEqual([3, 1]);
	expect((await readActs(phone)).map(({ row }) => [row.state, row.reason])).toEqual([
		['held', undefined],
		['refused', 'no_consent'],
		['waiting', undefined]
	]);
	// What does not count is not shown as if it did.
	const shown = (await readClasses(phone))[0]!.kept;
	expect(shown.meetings[0]!.marks).toEqual({});
});

test('only her own session says anything of her classes', async () => {
	const { phone } = await start();
	for (const tag of ['none', 'no_session', 'other_person'] as const)
		expect(
			await isHerSession(
				phone,
				answering(() => ({ tag }))
			)
		).toBe(false);
	expect(
		await isHerSession(
			phone,
			answering(() => ({ tag: 'receipts', receipts: [] }))
		)
	).toBe(true);
});

test('many acts go in batches that the door takes', async () => {
	const { phone } = await start();
	for (let n = 0; n < 60; n++) await doOffline(phone, kept, [{ ...note, text: 'ن'.repeat(900) }], NOW + n);
	const door = answering((acts) => receipts(acts, 'done'));
	expect(await sendActs(phone, door)).toBe('sent');
	for (const acts of door.batches) {
		expect(acts.length).toBeLessThanOrEqual(50);
		expect(Buffer.byteLength(JSON.stringify(acts))).toBeLessThan(64 * 1024);
	}
	expect(door.batches.flat()).toHaveLength(60);
});

test('after 14 days unseen everything goes; a clock that was set back takes nothing', async () => {
	const { store, phone } = await start();
	await doOffline(phone, kept, [note], NOW);
	expect(await wipeUnseen(store, NOW + 14 * DAY)).toBe(false);
	expect(await wipeUnseen(store, NOW - 4000 * DAY)).toBe(false);
	await openClassPhone(store, PASSWORD, NOW + 13 * DAY);
	expect(await wipeUnseen(store, NOW + 20 * DAY)).toBe(false);
	expect(store.rows.size).toBe(3);
	expect(await wipeUnseen(store, NOW + 27 * DAY + 1)).toBe(true);
	expect(store.rows.size).toBe(0);
});

test('a wrong password is not seeing it', async () => {
	const { store } = await start();
	await openClassPhone(store, 'something else', NOW + 13 * DAY);
	expect(await wipeUnseen(store, NOW + 15 * DAY)).toBe(true);
});

test('S8 at log-out names go, and what was not sent stays, sealed', async () => {
	const { store, phone } = await start();
	const [act] = (await doOffline(phone, kept, [note], NOW)) as [SentAct];
	expect(await wipeNames(store)).toBe(false);
	expect([...store.rows.keys()].sort()).toEqual([`act:${act.id}`, 'lock']);
	const again = (await openClassPhone(store, PASSWORD))!;
	expect((await readActs(again)).map((own) => own.act)).toEqual([act]);
	await sendActs(
		again,
		answering((acts) => receipts(acts, 'done'))
	);
	expect(await wipeNames(store)).toBe(true);
	expect(store.rows.size).toBe(0);
});

test('a page that was open while all was wiped keeps nothing that could never be opened again', async () => {
	const { store, phone } = await start();
	await wipeNames(store);
	await expect(doOffline(phone, kept, [note], NOW)).rejects.toThrow();
	await expect(keepClass(phone, kept)).rejects.toThrow();
	expect(store.rows.size).toBe(0);
});

test('a class that is not hers any more goes alone; taking it off takes all', async () => {
	const { store, phone } = await start();
	await keepClass(phone, { ...kept, cohort: id(9) });
	await dropClass(phone, kept.cohort);
	expect((await readClasses(phone)).map((c) => c.kept.cohort)).toEqual([id(9)]);
	await wipeAll(store);
	expect(store.rows.size).toBe(0);
});
