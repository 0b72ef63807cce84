import type { EventBodies, EventKind } from '#lib/progress/index.ts';
import { append } from './append.ts';
import { openIndexedDb } from './indexeddb-store.ts';
import { outbox } from './outbox.ts';
import { active } from './profiles.ts';
import { sendBatch } from './send.ts';
import type { PhoneEvent, PhoneStore } from './store.ts';

/** Fired on `window` when the state of her work may have changed. */
export const WORK_CHANGED = 'qadam-work';

export interface Phone {
	store: PhoneStore;
	/** Tries to send now; resolves after the try. */
	flush(): Promise<void>;
	/** Keeps it, then sends it. Resolves when it is kept (S1); rejects when the phone did not take it. */
	record<K extends EventKind>(kind: K, body: EventBodies[K]): Promise<PhoneEvent>;
}

let opened: Promise<Phone> | undefined;

/** The one phone of this page, opened by the first island that asks; what waits is tried at once (S2). */
export const openPhone = (): Promise<Phone> => (opened ??= open());

async function open(): Promise<Phone> {
	// Fetched only where a browser refuses IndexedDB.
	const store = await openIndexedDb().catch(async () => (await import('./memory-store.ts')).memoryStore());
	const changed = () => dispatchEvent(new Event(WORK_CHANGED));
	const flush = outbox(store, sendBatch, changed);
	addEventListener('online', flush);
	void flush();
	return {
		store,
		flush,
		async record(kind, body) {
			const event = await append(store, kind, body);
			void flush();
			return event;
		}
	};
}

/**
 * Where her work is: nothing yet · only in this page (a browser that keeps nothing) · on this phone (a guest) ·
 * waiting for a signal · held by the server.
 */
export type WorkState = 'none' | 'page' | 'here' | 'wait' | 'safe';

export const workState = (store: PhoneStore): Promise<WorkState> =>
	store.run('readonly', async (t) => {
		const profile = await active(t);
		if (!profile || !profile.seq) return 'none';
		if (!store.lasting) return 'page';
		if (!profile.token) return 'here';
		return (await t.queue(profile.id, 0, 1)).length ? 'wait' : 'safe';
	});
