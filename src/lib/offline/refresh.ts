import type { SyncAnswer } from '#lib/sync/index.ts';
import type { Joined } from './profiles.ts';
import type { PhoneStore } from './store.ts';

/**
 * Asks for what the server holds of her, with nothing to send: a phone where she has just opened her work has no log
 * yet. Without a signal it changes nothing; the next answer to anything sent brings the same.
 */
export async function refresh(store: PhoneStore, { profileId, token }: Joined): Promise<void> {
	const answer = await fetch('/api/sync', {
		method: 'POST',
		credentials: 'omit',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ device: 'asks-only', sentAt: Date.now(), events: [] })
	}).catch(() => undefined);
	if (answer?.status !== 200) return;
	const { news } = (await answer.json()) as SyncAnswer;
	await store.write((t) => t.put('notes', { id: `news ${profileId}`, value: news }));
}
