import type { EventBodies, EventKind } from '#lib/progress/index.ts';
import { append } from './append.ts';
import { openIndexedDb } from './indexeddb-store.ts';
import { mark } from './marker.ts';
import { active } from './profiles.ts';
import type { PhoneEvent, PhoneStore } from './store.ts';
import { serviceWorker, tell } from './tell.ts';

/** Fired on `window` when the state of her work may have changed. */
export const WORK_CHANGED = 'work';

export interface Phone {
	store: PhoneStore;
	/** Asks for a try to send now (S2); the service worker does it, and WORK_CHANGED says that it has. */
	flush(): void;
	/** Keeps it, then sends it. Resolves when it is kept (S1); rejects when the phone did not take it. */
	record<K extends EventKind>(kind: K, body: EventBodies[K]): Promise<PhoneEvent>;
}

let opened: Promise<Phone> | undefined;

/**
 * The one phone of this page, opened by the first island that asks; what waits is tried at once (S2).
 * Rejects where the browser keeps nothing (IndexedDB missing or refused): the island then says so.
 */
export const openPhone = (): Promise<Phone> => (opened ??= open());

async function open(): Promise<Phone> {
	const store = await openIndexedDb();
	const changed = () => dispatchEvent(new Event(WORK_CHANGED));
	const flush = () => tell('flush');
	/** Whose page this is: what she does here is hers alone (K8). */
	let page = ((await store.read(active)) || { id: '' }).id;
	if (serviceWorker) serviceWorker.onmessage = changed;
	ononline = flush;
	flush();
	return {
		store,
		flush,
		async record(kind, body) {
			const event = await append(store, kind, body, page);
			page = event.profile;
			mark(event);
			changed();
			flush();
			return event;
		}
	};
}

/** Where her work is: nothing yet · on this phone (a guest) · waiting for a signal · held by the server. */
export type WorkState = 'none' | 'here' | 'wait' | 'safe';

export const workState = (store: PhoneStore): Promise<WorkState> =>
	store.read(async (t) => {
		const profile = await active(t);
		if (!profile || !profile.seq) return 'none';
		if (!profile.token) return 'here';
		return (await t.queue(profile.id, -1, 1)).length ? 'wait' : 'safe';
	});
