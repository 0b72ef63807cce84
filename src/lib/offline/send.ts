import type { Send } from './outbox.ts';

/**
 * One batch to the server, by token and without cookies (K8). Rejects without a signal, and on a page in place of an
 * answer; more than 64 KB does not leave the phone and is answered as the server would (S2).
 */
export const sendBatch: Send = async (token, events) => {
	const body = new Blob(
		[
			JSON.stringify({
				device: events[0]!.device,
				sentAt: Date.now(),
				events: events.map(({ state: _state, reason: _reason, ...event }) => event)
			})
		],
		{ type: 'application/json' }
	);
	if (body.size > 65536) return { status: 413 };
	const answer = await fetch('/api/sync', {
		method: 'POST',
		credentials: 'omit',
		headers: { authorization: `Bearer ${token}` },
		body
	});
	const { status } = answer;
	return { ...(status === 200 && (await answer.json())), status };
};
