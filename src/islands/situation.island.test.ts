import { afterEach, expect, test, vi } from 'vitest';
import { append, closeWork, readDraft, type Phone, type PhoneStore } from '#lib/offline/index.ts';
import { memoryStore } from '../lib/offline/memory-store.ts';
import { FakeElement, fakePage } from './fake-page.ts';

let store: PhoneStore;
/** Everything that the page asked the network or the worker for. */
const asked = vi.fn();

vi.mock('#lib/offline/index.ts', async (original) => {
	const real = await original<typeof import('#lib/offline/index.ts')>();
	return {
		...real,
		watchTile: () => {},
		openPhone: async (): Promise<Phone> => ({
			store,
			flush: asked,
			record: (kind, body) => real.append(store, kind, body)
		})
	};
});

afterEach(() => vi.unstubAllGlobals());

const BOXES = ['phone', 'cnic', 'wallet', 'sells'];

class Box extends FakeElement {
	name = '';
	value = '';
	checked = false;
	onchange?: () => unknown;
}
const box = (name: string, value: string) => Object.assign(new Box(), { name, value });

async function openPage() {
	vi.resetModules();
	const inputs = BOXES.flatMap((name) => [box(name, `no-${name}`), box(name, name), box(name, '')]);
	const said = new FakeElement();
	said.dataset.kept = 'kept';
	said.dataset.wiped = 'wiped';
	const fault = new FakeElement({ hidden: true });
	const wipe = new FakeElement({ hidden: true });
	const boxes = new Box(
		{ hidden: true },
		{ input: inputs, '[data-said]': [said], '[data-fault]': [fault], '[data-wipe]': [wipe] }
	);
	fakePage({ '[data-boxes]': [boxes], '[data-cannot]': [new FakeElement({ hidden: true })] });
	Object.assign(document, { referrer: '' });
	vi.stubGlobal('fetch', asked);
	await import('./situation.island.ts');
	await vi.waitFor(() => expect(boxes.hidden).toBe(false));
	/** Kept or refused: sealing takes its time. */
	const settled = async (act: () => unknown) => {
		said.textContent = '';
		fault.hidden = true;
		act();
		await vi.waitFor(() => expect(Boolean(said.textContent) || !fault.hidden).toBe(true));
	};
	const choose = (name: string, value: string) => {
		for (const input of inputs) if (input.name === name) input.checked = input.value === value;
	};
	return {
		/** Without waiting for what becomes of it. */
		tap: (name: string, value: string) => {
			choose(name, value);
			boxes.onchange!();
		},
		answer: async (name: string, value: string) => {
			choose(name, value);
			await settled(boxes.onchange!);
		},
		wipe: () => settled(wipe.onclick!),
		stands: () => ({
			shown: !boxes.hidden,
			chosen: inputs.flatMap(({ checked, value, name }) => (checked ? [value || `(${name})`] : [])),
			said: said.textContent,
			fault: !fault.hidden,
			canWipe: !wipe.hidden
		})
	};
}

const rows = (table: 'events' | 'drafts' | 'profiles') =>
	store.read(async (t) =>
		(await t.all<{ id: string }>(table)).map((row) => Object.keys(row).sort().join(' '))
	);

test('K9 an answer is one sealed draft, and no event: nothing is asked for and nothing waits to be sent', async () => {
	store = memoryStore();
	const { answer, stands } = await openPage();
	expect(stands()).toMatchObject({ shown: true, chosen: BOXES.map((name) => `(${name})`), canWipe: false });
	await answer('cnic', 'cnic');
	await answer('sells', 'no-sells');
	expect(stands()).toMatchObject({ said: 'kept', fault: false, canWipe: true });
	expect(await readDraft(store, 'situation')).toEqual({ unmet: ['cnic', 'no-sells'] });
	expect(await rows('events')).toEqual([]);
	expect(await rows('drafts')).toEqual(['box id']);
	expect(asked).not.toHaveBeenCalled();
});

test('nothing is said to be kept while an answer waits', async () => {
	const inner = memoryStore();
	const waiting: (() => void)[] = [];
	store = {
		...inner,
		write: (work) => new Promise<void>((go) => waiting.push(go)).then(() => inner.write(work))
	};
	const { tap, stands } = await openPage();
	tap('cnic', 'no-cnic');
	tap('sells', 'no-sells');
	for (const said of ['', 'kept']) {
		await vi.waitFor(() => expect(waiting).toHaveLength(1));
		expect(stands().said, 'as this one begins').toBe('');
		waiting.pop()!();
		if (said) await vi.waitFor(() => expect(stands().said).toBe(said));
	}
	// A third is not covered by what was said of those before.
	tap('cnic', 'cnic');
	expect(stands().said).toBe('');
	await vi.waitFor(() => expect(waiting).toHaveLength(1));
	waiting.pop()!();
	await vi.waitFor(() => expect(stands().said).toBe('kept'));
});

test('K9 another profile of the phone is asked anew; the first finds her answers, changes them and wipes them', async () => {
	store = memoryStore();
	const { answer } = await openPage();
	await answer('phone', 'phone');
	const first = (await store.read((t) => t.get<{ active: string }>('notes', 'phone')))!;
	await closeWork(store);

	const other = await openPage();
	expect(other.stands().chosen).toEqual(BOXES.map((name) => `(${name})`));
	await other.answer('wallet', 'no-wallet');
	expect(await readDraft(store, 'situation')).toEqual({ unmet: ['no-wallet'] });

	await store.write((t) => t.put('notes', { ...first, id: 'phone' }));
	const hers = await openPage();
	expect(hers.stands()).toMatchObject({ chosen: ['phone', '(cnic)', '(wallet)', '(sells)'], canWipe: true });
	await hers.answer('phone', '');
	expect(await readDraft(store, 'situation')).toEqual({ unmet: [] });
	await hers.wipe();
	expect(hers.stands().said).toBe('wiped');
	expect(await readDraft(store, 'situation')).toBeUndefined();
	expect(await rows('drafts'), 'the other’s').toHaveLength(1);
});

test('K8, K9 the page of one whose tile was closed keeps nothing and wipes nothing of the next', async () => {
	store = memoryStore();
	const body = { course: 'tiny', version: 'v1', lang: 'ur', lesson: 't1' };
	await append(store, 'lesson.finished', body);
	const { answer, wipe, stands } = await openPage();
	await closeWork(store);
	await append(store, 'lesson.finished', body);
	const next = await openPage();
	await next.answer('sells', 'sells');
	await answer('phone', 'phone');
	expect(stands().fault).toBe(true);
	await wipe();
	expect(await readDraft(store, 'situation')).toEqual({ unmet: ['sells'] });
});
