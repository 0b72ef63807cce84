/** The plain form of the price calculator: whole rupees, with whatever digits they were typed. */
import { type Lang } from '#lib/platform/country/lang.ts';
import { readAmount } from '#lib/assessment/index.ts';
import type { Lesson } from '#lib/catalog/index.ts';
import { practiceOf } from '#lib/catalog/index.ts';
import { priceParts, type PriceDraft, type PriceParts } from '#lib/progress/index.ts';
import type { PriceData } from './price-cases.ts';

/** The most of each, as the event's schema takes it. */
const MOST: Record<keyof PriceDraft, number> = {
	goods: 10_000_000,
	hours: 1000,
	hour_rate: 10_000_000,
	packing: 10_000_000,
	courier: 10_000_000,
	tax_percent: 100,
	returns_of_ten: 9,
	return_cost: 10_000_000,
	price: 10_000_000
};
const NAMES = Object.keys(MOST) as (keyof PriceDraft)[];

export type ReadNumbers =
	| { ok: true; draft: PriceDraft }
	/** Names of what is no number, and all as it was typed. */
	| { ok: false; faults: (keyof PriceDraft)[] };

export function readNumbers(fields: Record<string, string>): ReadNumbers {
	const read = NAMES.map((name) => [name, Number(readAmount(fields[name] ?? '') ?? NaN)] as const);
	const faults = read.flatMap(([name, n]) => (n >= 0 && n <= MOST[name] ? [] : [name]));
	return faults.length
		? { ok: false, faults }
		: { ok: true, draft: Object.fromEntries(read) as unknown as PriceDraft };
}

export interface PotSum extends PriceParts {
	goal: number;
	full: boolean;
}

/** How full the pot of this lesson's practice is with these numbers. */
export function potOf(data: PriceData, draft: PriceDraft): PotSum {
	const parts = priceParts(draft);
	return { ...parts, goal: data.goal, full: parts.left >= data.goal };
}

export function pricePractice(lesson: Lesson, lang: Lang): { id: string; data: PriceData } | undefined {
	const practice = practiceOf(lesson);
	return practice?.type === 'price' ? { id: practice.id, data: practice.data[lang] as PriceData } : undefined;
}
