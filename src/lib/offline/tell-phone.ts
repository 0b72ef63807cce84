import type { Server } from './server.ts';
import type { PhoneStore } from './store.ts';

/** More is not counted: it says the same. */
const MOST = 500;
/** Below this a lesson's pictures no longer fit. */
const LEAST_ROOM = 5e6;

/** Whether hardly any room is left; a browser that cannot tell has room. */
export async function isFull(storage: Pick<StorageManager, 'estimate'> | undefined): Promise<boolean> {
	const { quota, usage } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
	return quota !== undefined && usage !== undefined && quota - usage < LEAST_ROOM;
}

/**
 * Says with every batch what waits behind it and whether the phone is full. The service worker tells; a page that sends by
 * itself does not, and a lesson's script stays as small as it is.
 */
export const tellingPhone = (
	store: PhoneStore,
	server: Server,
	full: () => Promise<boolean> = () => isFull(navigator.storage)
): Server => ({
	...server,
	async send(token, rows, about) {
		const last = rows[rows.length - 1];
		const behind = last ? await store.read((t) => t.queue(last.profile, last.seq, MOST)) : [];
		return server.send(token, rows, { ...about, phone: { waiting: behind.length, full: await full() } });
	}
});
