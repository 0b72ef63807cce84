/**
 * The order in which options are shown is drawn from the item's id: the same in every language and on every phone, and
 * it says nothing about the file, where authors tend to write the right answer first.
 */

/** FNV-1a, 32 bits: a seed from the id. */
const seedOf = (id: string): number =>
	[...id].reduce((h, c) => Math.imul(h ^ c.codePointAt(0)!, 0x01000193), 0x811c9dc5) >>> 0;

/** mulberry32: numbers from 0 to 1, the same everywhere for one seed. */
function generator(seed: number): () => number {
	let a = seed;
	return () => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/**
 * @param avoid orders that would give a sorting question away (already right)
 * @returns file positions in the order of display: `[2, 0, 1]` shows the file's third option first
 */
export function drawOrder(
	id: string,
	count: number,
	avoid: (order: readonly number[]) => boolean = () => false
): number[] {
	const random = generator(seedOf(id));
	const order = Array.from({ length: count }, (_, i) => i);
	for (let tries = 0; tries < 50; tries++) {
		for (let i = count - 1; i > 0; i--) {
			const j = Math.floor(random() * (i + 1));
			[order[i], order[j]] = [order[j]!, order[i]!];
		}
		if (!avoid(order)) break;
	}
	return order;
}

export const letterAt = (position: number): string => String.fromCharCode(97 + position);
