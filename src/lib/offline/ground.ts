import { sha256Hex } from '../platform/hash.ts';

/** What a download stands on: the browser's, or a test's. */
export interface Ground {
	fetch: (path: string, init: RequestInit) => Promise<Response>;
	open: (cache: 'kept' | 'parts' | 'voice') => Promise<Pick<Cache, 'match' | 'put' | 'delete' | 'keys'>>;
	sha256: (bytes: Uint8Array) => Promise<string>;
	now: () => number;
	/** One at a time on this phone: two tabs and double taps wait for each other. */
	alone: <T>(work: () => Promise<T>) => Promise<T>;
	/** Bytes this phone may still give us; undefined where it does not say. */
	free: () => Promise<number | undefined>;
	/** Bytes cost her something here: she is asked before they travel, and nothing travels unasked. */
	isDear: () => boolean;
	/** Asks the phone not to clear what is kept when it runs full. */
	persist: () => Promise<unknown>;
}

/** Can this browser keep a course at all? Caches and hashing exist only in a secure place (https, localhost). */
export const canKeep = (): boolean => 'caches' in globalThis && !!globalThis.crypto?.subtle;

const connection = () =>
	(navigator as { connection?: { saveData?: boolean; type?: string; effectiveType?: string } }).connection ??
	{};

/** She told her browser to save data. */
export const savesData = (): boolean => !!connection().saveData;

/** Mobile data, a slow line or a wish to save, as far as the browser tells. */
export function isDear(): boolean {
	const { type, effectiveType } = connection();
	return savesData() || type === 'cellular' || /2g/.test(effectiveType ?? '');
}

/** The browser itself. Old ones lack locks, estimates or lasting storage: then each does without. */
export const browser: Ground = {
	fetch: (path, init) => fetch(path, init),
	open: (name) => caches.open(name),
	sha256: sha256Hex,
	now: () => Date.now(),
	alone: <T>(work: () => Promise<T>) =>
		navigator.locks ? (navigator.locks.request('qadam-keep', work) as Promise<T>) : work(),
	free: async () => {
		const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
		return quota === undefined ? undefined : quota - (usage ?? 0);
	},
	isDear,
	persist: async () => (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.())
};
