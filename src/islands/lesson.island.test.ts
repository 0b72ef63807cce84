import { afterAll, expect, test, vi } from 'vitest';
import { WORK_CHANGED, type Phone } from '#lib/offline/index.ts';
import { FakeElement, fakePage, settled } from './fake-page.ts';

let isFull = false;
/** What the store says of all her work, as IndexedDB does: in a task of its own. */
let read = async () => {
	await settled();
	return 'safe';
};
const card = (id: string) => new FakeElement({ id, dataset: { card: id } });
const work = new FakeElement();
const next = new FakeElement();
const cards = [card('t1-01'), card('t1-02'), card('t1-03')];
const fire = fakePage({
	'.steps': [new FakeElement({ dataset: { course: 'tiny', version: 'v1', lang: 'ur', lesson: 't1' } })],
	'.step': cards,
	'.steps>.step': cards,
	'.work': [work],
	'[data-do]': [next],
	'[data-bring]': [new FakeElement()]
});
afterAll(() => vi.unstubAllGlobals());

vi.mock('./quick-hide.ts', () => ({}));
vi.mock('#lib/offline/index.ts', () => ({
	WORK_CHANGED: 'work',
	openPhone: async () =>
		({
			record: async () => {
				if (isFull) throw new DOMException('full', 'QuotaExceededError');
				fire(WORK_CHANGED);
			}
		}) as unknown as Phone,
	readDrafts: async () => [],
	readLog: async () => [],
	workState: () => read()
}));

test('S1 what the phone did not keep is only in this page, whatever is said of the rest, until an answer is kept', async () => {
	await import('./lesson.island.ts');
	await settled();
	const touch = async () => {
		await next.onclick!();
		await settled(2);
		return work.dataset.state;
	};
	const said = async () => {
		fire(WORK_CHANGED);
		await settled(2);
		return work.dataset.state;
	};
	expect(await touch()).toBe('safe');
	isFull = true;
	expect(await touch()).toBe('page');
	expect(await said()).toBe('page');
	isFull = false;
	expect(await touch()).toBe('safe');
	expect(await said()).toBe('safe');

	// The store was asked before, and answers after the phone has refused.
	let answer: (state: string) => void = () => {};
	read = () => new Promise((resolve) => (answer = resolve));
	fire(WORK_CHANGED);
	isFull = true;
	expect(await touch()).toBe('page');
	answer('safe');
	await settled();
	expect(work.dataset.state).toBe('page');
});
