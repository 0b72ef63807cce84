import type { EventBodies } from '#lib/progress/index.ts';
import type { PhoneStore } from './store.ts';

/**
 * The contract of a phone's store, as plain functions: vitest runs it over memory, Playwright over a browser's
 * IndexedDB. `open` gives a fresh store; `reopen` the same one again, as after closing the app.
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
			same(await store.active(), undefined);
			await store.append('lesson.card', card(1));
			await store.append('lesson.card', card(2));
			const [guest, ...others] = await store.profiles();
			same(others, []);
			same([guest!.token, guest!.learnerId, guest!.seq], [undefined, undefined, 2]);
			if (guest!.tileSeed < 1 || guest!.tileSeed > 0xffffffff) throw new Error('no tile');
			same((await store.active())?.id, guest!.id);
		}
	},
	{
		name: 'P1 an event carries id, profile, device and numbers 1, 2, 3 without a gap, also when written at once',
		async run(store) {
			const events = await Promise.all([1, 2, 3].map((n) => store.append('lesson.card', card(n))));
			same(events.map((e) => e.seq).sort(), [1, 2, 3]);
			same(new Set(events.map((e) => e.id)).size, 3);
			same(new Set(events.map((e) => e.device)).size, 1);
			const log = await store.log(events[0]!.profile);
			same(
				log.map((e) => [e.seq, e.state, e.actor, e.v]),
				[1, 2, 3].map((n) => [n, 'here', 'self', 1])
			);
		}
	},
	{
		name: 'S1 what was shown as done is there after closing the app',
		async run(store, reopen) {
			const event = await store.append('lesson.card', card(1));
			await store.keepDraft('place', 't1-02');
			const again = await reopen();
			same(await again.log(event.profile), [event]);
			same(await again.draft('place'), 't1-02');
			same((await again.append('lesson.card', card(2))).seq, 2);
		}
	},
	{
		name: 'S1 what cannot be written is refused, and leaves no half of itself',
		async run(store) {
			const first = await store.append('lesson.card', card(1));
			const unwritable = {
				...card(2),
				get lesson(): string {
					throw new Error('unreadable');
				}
			};
			if (!(await refused(store.append('lesson.card', unwritable)))) throw new Error('was taken');
			same((await store.log(first.profile)).length, 1);
			same((await store.append('lesson.card', card(3))).seq, 2);
		}
	},
	{
		name: 'S6 only an outcome that names the event moves it; a strange id and another profile move nothing',
		async run(store) {
			const [a, b, c, d] = [
				await store.append('lesson.card', card(1)),
				await store.append('lesson.card', card(2)),
				await store.append('lesson.card', card(3)),
				await store.append('lesson.card', card(4))
			];
			await store.settle(a!.profile, [
				{ id: a!.id, outcome: 'accepted' },
				{ id: b!.id, outcome: 'rejected', reason: 'body' },
				{ id: c!.id, outcome: 'deferred' },
				{ id: '', outcome: 'accepted' }
			]);
			await store.settle('someone-else', [{ id: d!.id, outcome: 'accepted' }]);
			same(
				(await store.log(a!.profile)).map((e) => [e.state, e.reason]),
				[
					['safe', undefined],
					['rejected', 'body'],
					['deferred', undefined],
					['here', undefined]
				]
			);
			same(
				(await store.waiting(a!.profile)).map((e) => e.id),
				[d!.id]
			);
			await store.settle(a!.profile, [{ id: d!.id, outcome: 'known' }]);
			same(await store.waiting(a!.profile), []);
		}
	},
	{
		name: 'S2 the queue is read in order, from a number on, as many as asked',
		async run(store) {
			for (let n = 1; n <= 12; n++) await store.append('lesson.card', card(1));
			const { id } = (await store.active())!;
			same(
				(await store.waiting(id, 0, 3)).map((e) => e.seq),
				[1, 2, 3]
			);
			same(
				(await store.waiting(id, 9)).map((e) => e.seq),
				[10, 11, 12]
			);
		}
	},
	{
		name: 'K1 joining with "yes, mine" keeps the guest, her events and her tile, and gives her a token',
		async run(store) {
			const event = await store.append('lesson.card', card(1));
			const guest = (await store.active())!;
			await store.adopt({ profileId: guest.id, learnerId: 'l1', token: 'secret', name: 'شبانہ' });
			const joined = (await store.active())!;
			same(
				[joined.id, joined.tileSeed, joined.learnerId, joined.token, joined.name, joined.seq],
				[guest.id, guest.tileSeed, 'l1', 'secret', 'شبانہ', 1]
			);
			same(
				(await store.waiting(guest.id)).map((e) => e.id),
				[event.id]
			);
		}
	},
	{
		name: 'K1 joining with "no" keeps the guest for someone else; numbers and drafts stay apart',
		async run(store) {
			const event = await store.append('lesson.card', card(1));
			await store.keepDraft('place', 't1-02');
			await store.adopt({ profileId: 'p2', learnerId: 'l2', token: 'secret', tileSeed: 7 });
			const hers = await store.append('lesson.card', card(1));
			same([hers.profile, hers.seq, hers.device], ['p2', 1, event.device]);
			same(await store.draft('place'), undefined);
			same((await store.log(event.profile)).length, 1);
			same((await store.profiles()).length, 2);
		}
	},
	{
		name: 'A2 what the server told of her results is kept with her, the newest of it',
		async run(store) {
			const { profile } = await store.append('lesson.card', card(1));
			same(await store.news(profile), undefined);
			const news = { attempts: [], awards: [], practicals: [{ course: 'tiny', passed: true }] };
			await store.settle(profile, [], news);
			same(await store.news(profile), news);
			same(await store.news('someone-else'), undefined);
		}
	},
	{
		name: 'S8 a half-done form is kept, changed and forgotten',
		async run(store) {
			await store.keepDraft('check tiny 1', { c1: 'a' });
			await store.keepDraft('check tiny 1', { c1: 'b', c2: 'ab' });
			same(await store.draft('check tiny 1'), { c1: 'b', c2: 'ab' });
			await store.keepDraft('check tiny 1', undefined);
			same(await store.draft('check tiny 1'), undefined);
		}
	}
];
