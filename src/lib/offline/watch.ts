import { below, langOf } from '#lib/platform/country/lang.ts';
import { keepWatch } from './auto-lock.ts';
import type { Phone } from './phone.ts';
import { closePages } from './session.ts';

/** An open tile was closed, on another page of this phone or by itself: nobody's work stands on a page any more (K3). */
const CLOSED = 'closed';

/** Pages where nothing of a learner stands, or where the next one is just coming in. */
const NOBODYS = below(/\/(?:who|login|join|offline|family|help|safe|verify|staff)(?:\/|$)/);

/** Where a page goes when the tile is closed; nothing for pages that are not a learner's. */
export function whoPage(path: string): string | undefined {
	const lang = langOf(path);
	return lang && !NOBODYS.test(path) ? `/${lang}/who` : undefined;
}

/** Tells the other pages of this phone; the worker sends away those it has (a lesson has no room for it). */
export function announceClosed(): void {
	navigator.serviceWorker?.controller?.postMessage(CLOSED);
	channel()?.postMessage(CLOSED);
}

/** One for this page, whichever of its islands asks (each has this module to itself): what it announces it does not hear. */
const OPENED = Symbol.for('qadam.closed');
const channel = (): BroadcastChannel | undefined => {
	const page = self as { [OPENED]?: BroadcastChannel; BroadcastChannel?: typeof BroadcastChannel };
	return (page[OPENED] ??= page.BroadcastChannel && new page.BroadcastChannel(CLOSED));
};

const EVERY = 20_000;

/**
 * Leaves the page when its tile is closed. Where no worker watches (the first visit, a private window) this page does:
 * the tile that nobody touches is closed all the same.
 */
export function watchTile({ store }: Phone): void {
	const leave = () => {
		const to = whoPage(location.pathname);
		if (to) location.replace(to);
	};
	const others = channel();
	if (others) others.onmessage = leave;
	navigator.serviceWorker?.addEventListener('message', ({ data }) => data === CLOSED && leave());
	let touched = false;
	for (const kind of ['scroll', 'click', 'keydown']) addEventListener(kind, () => (touched = true));
	const look = async () => {
		const was = touched;
		touched = false;
		// The worker does it, by the word of every page (islands/quick-hide.ts).
		if (navigator.serviceWorker?.controller || !(await keepWatch(store, was))) return;
		void closePages(store);
		announceClosed();
		leave();
	};
	setInterval(() => void look(), EVERY);
	// Only when it is seen again: a page that is being left begins nothing.
	addEventListener('visibilitychange', () => document.hidden || void look());
}
