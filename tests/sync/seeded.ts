import type { Random } from '../../src/lib/platform/ids.ts';

/** Everything random of one history, from its seed (mulberry32): the same seed gives the same history. */
export class Dice {
	#state: number;

	constructor(seed: number) {
		this.#state = seed | 0;
	}

	/** 0 ≤ n < 1 */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** 0 … n − 1 */
	int = (n: number): number => Math.floor(this.next() * n);
	chance = (p: number): boolean => this.next() < p;
	pick = <T>(list: readonly T[]): T => list[this.int(list.length)]!;

	/** One of the names, each as likely as its weight says. */
	weighed<K extends string>(weights: Readonly<Record<K, number>>): K {
		const all = Object.entries(weights) as [K, number][];
		let left = this.next() * all.reduce((sum, [, weight]) => sum + weight, 0);
		return all.find(([, weight]) => (left -= weight) < 0)?.[0] ?? all[0]![0];
	}

	bytes: Random = (n) => Uint8Array.from({ length: n }, () => this.int(256));
}
