import { markTile } from './marker.ts';
import { readHersOf, SESSION, whoIsOpen } from './profiles.ts';
import type { Note, PhoneStore } from './store.ts';

/**
 * Her pages on the server, opened and closed with her tile. Nothing depends on it: without a signal the tile opens all the
 * same, and `tile=` (marker.ts) keeps the server from showing one learner's pages to another (K8).
 */
const ask = (method: string, body?: object): Promise<number> =>
	fetch('/api/session', {
		method,
		// The page that asks may be leaving.
		keepalive: true,
		...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
	}).then(
		({ status }) => status,
		() => 0
	);

/**
 * @param secretText with it she may also change her shop (K3); a phone whose secret the server has replaced opens her
 * pages by the reader alone
 */
export async function openSession(
	store: PhoneStore,
	id: string,
	reader: string,
	secretText?: string
): Promise<void> {
	const status = await ask('POST', { reader, ...(secretText && { secret: secretText }) });
	if (status >= 400 && status < 500 && secretText !== undefined) return openSession(store, id, reader);
	// A reader that is not known now will not be: the server's pages ask her for her code.
	if (status === 204 || status === 401) await store.write((t) => t.put('notes', { id: SESSION, value: id }));
}

export async function closeSession(store: PhoneStore): Promise<void> {
	await store.write((t) => t.drop('notes', SESSION));
	await ask('DELETE');
}

/** K8. Her tile was closed: the server shows her pages to nobody, by the cookie at once, by her session with a signal. */
export async function closePages(store: PhoneStore): Promise<void> {
	markTile();
	await closeSession(store);
}

/** K8. Opens her session where her tile was opened without a signal: else the server's pages take her for a guest. */
export async function ensureSession(store: PhoneStore): Promise<void> {
	const { profile, key } = await whoIsOpen(store);
	const known = await store.read((t) => t.get<Note<string>>('notes', SESSION));
	if (!profile?.learnerId || known?.value === profile.id) return;
	const { reader } = await readHersOf(profile, key).catch(() => ({ reader: undefined }));
	if (reader) await openSession(store, profile.id, reader);
}
