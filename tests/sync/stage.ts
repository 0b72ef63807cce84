import type { World } from './world.ts';

/**
 * What a browser gives to the phone's code: network, clock, cookies, sealing. Each belongs to the phone whose task runs now.
 * Set once in a thread of its own; nothing else runs there.
 */
let world: World | undefined;

const { subtle } = crypto;
const real = Date.now;

export function setStage(next: World): void {
	world = next;
}

export function buildStage(): void {
	const phone = () => world?.turns.current?.phone;
	globalThis.fetch = ((address: string, init: RequestInit) =>
		world!.network.fetch(address, init)) as typeof fetch;
	Date.now = () => (world ? (phone()?.clock() ?? world.now) : real());
	// The patience of a request is the network's matter here: it says itself when a request is given up.
	globalThis.setTimeout = (() => 0) as unknown as typeof setTimeout;
	Object.defineProperty(globalThis, 'document', {
		value: {
			get cookie() {
				return phone()!.cookies();
			},
			set cookie(text: string) {
				phone()!.setCookie(text);
			}
		}
	});
	Object.defineProperty(crypto, 'subtle', { get: () => (phone()?.plain ? undefined : subtle) });
}
