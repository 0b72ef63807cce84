import { describe, expect, test } from 'vitest';
import type { PriceDraft } from './event.ts';
import { priceParts } from './price.ts';

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

describe('priceParts', () => {
	test('S33 the example of the fact sheet: 2,500 leaves 670 when two of ten come back', () => {
		expect(priceParts(example)).toEqual({ time: 400, tax: 100, returns: 100, costs: 1830, left: 670 });
	});

	test('S33 four of ten come back: each delivered order carries 267, and 503 is left', () => {
		expect(priceParts({ ...example, returns_of_ten: 4 })).toMatchObject({ returns: 267, left: 503 });
	});

	test('S33 a price below the costs is a loss, with its sign', () => {
		expect(
			priceParts({ ...example, goods: 1300, hours: 0, tax_percent: 0, returns_of_ten: 0, price: 1600 }).left
		).toBe(-30);
	});

	test('S33 ten of ten returned is a number, not an endless loss', () => {
		expect(priceParts({ ...example, returns_of_ten: 10 }).returns).toBe(3600);
	});
});
