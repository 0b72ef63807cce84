import { expect, test } from 'vitest';
import { priceParts, type PriceDraft } from '../progress/index.ts';
import { floorOfDraft } from './price-floor.ts';

const example: PriceDraft = {
	goods: 900,
	hours: 4,
	hour_rate: 100,
	packing: 80,
	courier: 250,
	tax_percent: 4,
	returns_of_ten: 2,
	return_cost: 400,
	price: 2500
};

test('S33 at the floor nothing is lost, a rupee below it something is', () => {
	for (const draft of [
		example,
		{ ...example, tax_percent: 0 },
		{ ...example, goods: 1, returns_of_ten: 9 }
	]) {
		const floor = floorOfDraft(draft)!;
		expect(priceParts({ ...draft, price: floor }).left).toBeGreaterThanOrEqual(0);
		expect(priceParts({ ...draft, price: floor - 1 }).left).toBeLessThan(0);
	}
	expect(floorOfDraft(example)).toBe(1802);
});

test('her wish for a price changes no floor', () => {
	expect(floorOfDraft({ ...example, price: 1 })).toBe(floorOfDraft(example));
});

test('a part from elsewhere says nothing', () => {
	for (const value of [
		null,
		undefined,
		'x',
		{},
		{ ...example, goods: '900' },
		{ ...example, hours: -1 },
		{ ...example, tax_percent: 100 },
		{ ...example, goods: NaN }
	])
		expect(floorOfDraft(value)).toBeNull();
	expect(
		floorOfDraft({ ...example, goods: 0, hours: 0, packing: 0, courier: 0, returns_of_ten: 0 })
	).toBeNull();
});
