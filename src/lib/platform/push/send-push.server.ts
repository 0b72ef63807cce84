import { DAY, SECOND } from '../clock.ts';
import { postPinned, type Outbound } from '../outbound/post-pinned.server.ts';
import type { Vapid } from './vapid.server.ts';

/** `gone`: this phone is told nothing any more, for good. `later`: it may work another time. */
export type Pushed = 'taken' | 'gone' | 'later';

/** How long a push service keeps it for a phone without a signal. */
const KEPT = 2 * DAY;

/**
 * RFC 8030, without a payload: neither the service nor whoever reads along learns more than that something waits. What waits
 * for a phone already is replaced.
 * @param endpoint as its browser gave it: anybody's address, so it is checked and pinned like a webhook's
 */
export async function sendPush(
	vapid: Vapid,
	endpoint: string,
	now: number,
	outbound?: Outbound
): Promise<Pushed> {
	const headers = {
		authorization: vapid.authorization(new URL(endpoint).origin, now),
		ttl: String(KEPT / SECOND),
		topic: 'news',
		urgency: 'normal'
	};
	const sent = await postPinned(endpoint, { headers, body: '' }, outbound);
	if (!sent.ok) return 'later';
	const { status } = sent.value;
	if (status >= 200 && status < 300) return 'taken';
	return status === 404 || status === 410 ? 'gone' : 'later';
}
