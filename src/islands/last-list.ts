/**
 * B4. The list of badges taken back, as it was when this phone last had a signal: bits at places, nothing of anybody. It is
 * the answer to "not taken back, as of when?".
 */
interface Kept {
	/** By this phone's clock. */
	at: number;
	/** Multibase base64url of gzipped bits, as in the list's credential. */
	list: string;
}

const keyOf = (path: string) => `list ${path}`;

/**
 * Fetches a list and keeps it; without a signal the one before stays.
 * @returns whether our server answered
 */
export async function bringList(path: string): Promise<boolean> {
	try {
		const answer = await fetch(path);
		if (!answer.ok) return answer.status < 500;
		const { credentialSubject } = (await answer.json()) as { credentialSubject: { encodedList: string } };
		const kept: Kept = { at: Date.now(), list: credentialSubject.encodedList };
		keep(path, kept);
		return true;
	} catch {
		return false;
	}
}

function keep(path: string, kept: Kept): void {
	try {
		localStorage.setItem(keyOf(path), JSON.stringify(kept));
	} catch {
		// A browser that keeps nothing: it will be said that nothing was asked.
	}
}

/** @returns what stood at a place of a list, and when; undefined where this phone has never had it, or cannot unpack it */
export async function lastKnown(
	path: string,
	index: number
): Promise<{ taken: boolean; at: number } | undefined> {
	try {
		const kept = JSON.parse(localStorage.getItem(keyOf(path)) ?? '') as Kept;
		const packed = atob(kept.list.slice(1).replace(/-/g, '+').replace(/_/g, '/'));
		const bytes = Uint8Array.from(packed, (sign) => sign.charCodeAt(0));
		const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
		const bits = new Uint8Array(await new Response(unpacked).arrayBuffer());
		const byte = bits[index >> 3];
		if (byte === undefined) return undefined;
		return { taken: (byte & (0x80 >> (index % 8))) !== 0, at: kept.at };
	} catch {
		return undefined;
	}
}
