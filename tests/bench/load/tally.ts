/** How long each kind of request took, and what went wrong. */
export interface Figures {
	kind: string;
	count: number;
	p50: number;
	p95: number;
	p99: number;
}

export class Tally {
	readonly #times = new Map<string, number[]>();
	/** What went wrong, and how often. */
	readonly errors = new Map<string, number>();

	/**
	 * Times one request; one that fails is an error and no time, and stops nobody.
	 * @param work says of what kind it turned out to be
	 */
	async time(work: () => Promise<string>): Promise<void> {
		const began = performance.now();
		try {
			const kind = await work();
			const times = this.#times.get(kind) ?? [];
			times.push(performance.now() - began);
			this.#times.set(kind, times);
		} catch (error) {
			const said = (error as Error).message.slice(0, 300);
			this.errors.set(said, (this.errors.get(said) ?? 0) + 1);
		}
	}

	count(kind: string): number {
		return this.#times.get(kind)?.length ?? 0;
	}

	/** @returns a line a kind, in ms, in the order in which they first came */
	figures(): Figures[] {
		return [...this.#times].map(([kind, times]) => {
			const sorted = times.toSorted((a, b) => a - b);
			// Nearest rank: a time that somebody did wait.
			const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
			return { kind, count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
		});
	}
}
