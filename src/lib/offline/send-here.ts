import { outbox, sendWaiting } from './outbox.ts';
import { WORK_CHANGED, type Phone } from './phone.ts';
import { server } from './send.ts';

let flush: (() => Promise<void>) | undefined;

/**
 * Sends from this page where no service worker does: the first visit, a private window, a browser without one. Both at
 * once do no harm: what arrives twice is counted once (S5).
 */
export function sendHere({ store }: Phone): void {
	if (navigator.serviceWorker?.controller) return;
	flush ??= outbox(store, server, () => dispatchEvent(new Event(WORK_CHANGED)));
	void flush();
	addEventListener('online', flush);
}

/** One try, now, in this page. @returns whether nothing waits any more */
export const sendNow = ({ store }: Phone): Promise<boolean> => sendWaiting(store, server).catch(() => false);
