/** Which numbers of one stream are held: all to `heldTo`, and some beyond a gap (S10). */
export interface Held {
	heldTo: number;
	/** Sorted, all greater than heldTo + 1. */
	beyond: number[];
}

export const nothingHeld: Held = { heldTo: 0, beyond: [] };

/** Adds numbers, in any order and repeated; pure. */
export function hold({ heldTo, beyond }: Held, seqs: readonly number[]): Held {
	const rest = [...new Set([...beyond, ...seqs])].filter((n) => n > heldTo).sort((a, b) => a - b);
	let to = heldTo;
	while (rest[0] === to + 1) {
		to = rest[0];
		rest.shift();
	}
	return { heldTo: to, beyond: rest };
}
