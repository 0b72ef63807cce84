import { afterEach, expect, test, vi } from 'vitest';
import { readDraft, type Phone, type PhoneEvent } from '#lib/offline/index.ts';
import { append } from '../lib/offline/append.ts';
import { memoryStore } from '../lib/offline/memory-store.ts';
import { adopt, closeWork } from '../lib/offline/profiles.ts';
import type { PhoneStore } from '../lib/offline/store.ts';
import { startForm } from './check-form.ts';
import { FakeElement, fakePage } from './fake-page.ts';

afterEach(() => vi.unstubAllGlobals());

const QUOTA = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
const DRAFT = 'check.submitted tiny 1';
/** Names are hashed in a thread of their own. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

/** The last step of a check, on the phone of a learner whose tile is open. */
async function lastStep() {
	const hand = new FakeElement();
	const words = ['full', 'closed', 'closed'].map(
		(unkept) => new FakeElement({ hidden: true, dataset: { unkept } })
	);
	const form = new FakeElement(
		{ dataset: { kind: 'check.submitted', course: 'tiny', version: 'v1', number: '1' } },
		{ '.step': [new FakeElement({ id: 'end' })], '[data-unkept]': words }
	);
	fakePage({ '[data-do]': [hand] });
	// Nothing is chosen in it.
	vi.stubGlobal('FormData', function () {
		return [];
	});
	const store = memoryStore();
	await adopt(store, { profileId: 'p1', learnerId: 'l1', token: 't' });
	const phone: Phone & { store: PhoneStore } = {
		store: { ...store },
		flush: () => {},
		record: (kind, body) => append(store, kind, body, 'p1')
	};
	const handedIn: string[] = [];
	await startForm(form as unknown as HTMLFormElement, phone, (_, id) => handedIn.push(id));
	return {
		phone,
		store,
		handedIn,
		type: async () => {
			form.oninput!();
			await settled();
		},
		handIn: async () => {
			hand.onclick!();
			await settled();
			return [...new Set(words.flatMap(({ hidden, dataset }) => (hidden ? [] : dataset.unkept)))];
		}
	};
}

test('S1 a full phone did not take it: words say so, and with room it is handed in, once', async () => {
	const { phone, store, handedIn, type, handIn } = await lastStep();
	const { record } = phone;
	await type();
	expect(await readDraft(store, DRAFT)).toBeDefined();
	phone.record = QUOTA;
	expect(await handIn()).toEqual(['full']);
	expect(handedIn).toEqual([]);
	phone.record = record;
	expect(await handIn()).toEqual([]);
	expect(handedIn).toHaveLength(1);
	expect(await readDraft(store, DRAFT)).toBeUndefined();
	await handIn();
	expect(handedIn).toHaveLength(1);
});

test('K8 her tile is closed by now: words say so, and nobody gets her answers', async () => {
	const { store, handedIn, type, handIn } = await lastStep();
	await closeWork(store);
	await type();
	expect(await handIn()).toEqual(['closed']);
	expect(handedIn).toEqual([]);
	const left = await store.read(async (t) => [...(await t.all('drafts')), ...(await t.all('events'))]);
	expect(left).toEqual([]);
});

test('S1 handed in, and the draft could not be forgotten: it is handed in', async () => {
	const { phone, handedIn, type, handIn } = await lastStep();
	const { record } = phone;
	phone.record = async (kind, body): Promise<PhoneEvent> => {
		const event = await record(kind, body);
		phone.store.write = QUOTA;
		return event;
	};
	await type();
	expect(await handIn()).toEqual([]);
	expect(handedIn).toHaveLength(1);
	// What she types on a full phone is kept when it has room again; the page holds it until then.
	await type();
});
