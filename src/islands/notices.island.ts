/** A seller has this phone told when an order comes: a tap, the browser's own question, and the phone's address sent by the form. */
import { canBeTold, endPush, keepNotice, openPhone } from '#lib/offline/index.ts';

const place = document.querySelector<HTMLElement>('[data-notices]')!;
const parts = [...place.querySelectorAll<HTMLElement>('[data-at]')];
const form = place.querySelector<HTMLFormElement>('form[data-at=offer]')!;
const { key = '', phones = '', title = '', body = '', open = '' } = place.dataset;

const show = (...names: string[]) => {
	for (const part of parts) part.hidden = !names.includes(part.dataset.at!);
};

const registered = () => navigator.serviceWorker.getRegistration('/');

/** As the server names this phone. */
async function nameOf(endpoint: string): Promise<string> {
	const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
	return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function isHere(): Promise<boolean> {
	const subscription = await (await registered())?.pushManager.getSubscription();
	return !!subscription && phones.split(' ').includes(await nameOf(subscription.endpoint));
}

const bytesOf = (base64url: string) =>
	Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));

/** A new address each time: what another learner of this phone had switched on ends with the old one (K8). */
async function subscribe(): Promise<string> {
	await endPush();
	const { pushManager } = (await registered())!;
	const options = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
	const { endpoint } = await pushManager.subscribe(options);
	const { store } = await openPhone();
	await keepNotice(store, { title, body, open });
	return endpoint;
}

async function turnOn(): Promise<void> {
	// Also the old way, by a callback, is a promise in every browser of our floor.
	const said = await Notification.requestPermission();
	if (said === 'denied') return show('denied');
	if (said !== 'granted') return;
	form.querySelector<HTMLInputElement>('[name=endpoint]')!.value = await subscribe();
	form.submit();
}

async function begin(): Promise<void> {
	// Without a worker there is nobody here whom a push could wake.
	if (!canBeTold() || !(await registered())) return;
	if (Notification.permission === 'denied') return show('denied');
	show((await isHere()) ? 'here' : 'offer');
	form.onsubmit = (event) => {
		event.preventDefault();
		void turnOn().catch(() => show('failed', 'offer'));
	};
	const off = place.querySelector<HTMLFormElement>('[data-off]');
	if (off)
		off.onsubmit = (event) => {
			event.preventDefault();
			const go = () => off.submit();
			// Where it is on for another learner of this phone it stays hers.
			void isHere()
				.then((here) => (here ? endPush() : undefined))
				.then(go, go);
		};
}

void begin().catch(() => undefined);
