/** What staged sales look like in data. Thresholds are ours: a family shares a phone, a neighbour buys in two shops. */

/** A buyer's phone in so many shops of one organisation is a reason to look. */
export const SHOPS_OF_ONE_BUYER = 3;
/** Final checks of so many learners on one device within an hour are one. A class with one tablet is too. */
export const CHECKS_ON_ONE_DEVICE = 4;

/** @returns shops that one phone bought in, the most first */
export function findSharedBuyers(orders: readonly { phone: string; shop: string }[]): { shops: string[] }[] {
	return [...Map.groupBy(orders, ({ phone }) => phone).values()]
		.map((of) => ({ shops: [...new Set(of.map(({ shop }) => shop))].sort() }))
		.filter(({ shops }) => shops.length >= SHOPS_OF_ONE_BUYER)
		.sort((a, b) => b.shops.length - a.shops.length);
}

/**
 * @param within ms
 * @returns of each device the hour with the most learners, the newest first
 */
export function findCheckBursts(
	checks: readonly { device: string; learner: string; at: number }[],
	within: number
): { learners: string[]; at: number }[] {
	const bursts: { learners: string[]; at: number }[] = [];
	for (const of of Map.groupBy(checks, ({ device }) => device).values()) {
		const sorted = of.toSorted((a, b) => a.at - b.at);
		let most: { learners: string[]; at: number } | undefined;
		for (let from = 0, to = 0; to < sorted.length; to++) {
			while (sorted[to]!.at - sorted[from]!.at > within) from++;
			const learners = [...new Set(sorted.slice(from, to + 1).map(({ learner }) => learner))];
			if (learners.length > (most?.learners.length ?? CHECKS_ON_ONE_DEVICE - 1))
				most = { learners: learners.sort(), at: sorted[from]!.at };
		}
		if (most) bursts.push(most);
	}
	return bursts.sort((a, b) => b.at - a.at);
}
