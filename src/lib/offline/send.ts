import type { LogPage, Server } from './server.ts';
import type { EventRow } from './store.ts';
import { toBase64 } from './vault.ts';

/** An event as it travels: sealed as it lies, or in the clear from a browser that cannot seal. */
const travelling = ({ box, origin, profile, state: _state, reason: _reason, ...row }: EventRow) => ({
	...row,
	profile: origin ?? profile,
	...(box && { box: toBase64(box) })
});

/** On a dying signal a request can hang for ever; what waits behind it must not. */
const PATIENCE = 60_000;

async function patient(address: string, init: RequestInit): Promise<Response> {
	const cut = new AbortController();
	const timer = setTimeout(() => cut.abort(), PATIENCE);
	return fetch(address, { ...init, credentials: 'omit', signal: cut.signal }).finally(() =>
		clearTimeout(timer)
	);
}

/**
 * The server, by token and without cookies (K8). Rejects without a signal, and on a page in place of an answer; more than
 * 64 KB does not leave the phone and is answered as the server would (S2).
 */
export const server: Server = {
	async send(token, rows, about) {
		const body = new Blob([JSON.stringify({ ...about, sentAt: Date.now(), events: rows.map(travelling) })], {
			type: 'application/json'
		});
		if (body.size > 65536) return { status: 413 };
		const answer = await patient('/api/sync', {
			method: 'POST',
			headers: { authorization: `Bearer ${token}` },
			body
		});
		const { status } = answer;
		return { ...(status === 200 && (await answer.json())), status };
	},
	async pull(reader, after) {
		const answer = await patient(`/api/log?after=${after}`, {
			headers: { authorization: `Bearer ${reader}` }
		});
		return answer.status === 200 ? ((await answer.json()) as LogPage) : undefined;
	}
};
