import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../platform/clock.ts';
import { findCheckBursts, findSharedBuyers } from './signs.ts';

describe('signs of staged sales', () => {
	test('one phone in three shops; two shops, or three orders in one, are a neighbour', () => {
		const orders = [
			...['a', 'b', 'c', 'a'].map((shop) => ({ phone: '1', shop })),
			...['a', 'b'].map((shop) => ({ phone: '2', shop })),
			...['c', 'c', 'c'].map((shop) => ({ phone: '3', shop }))
		];
		expect(findSharedBuyers(orders)).toEqual([{ shops: ['a', 'b', 'c'] }]);
	});

	test('four learners’ checks on one device within an hour, wherever the hour lies; tries of one learner are one', () => {
		const check = (device: string, learner: string, minutes: number) => ({
			device,
			learner,
			at: minutes * MINUTE
		});
		const checks = [
			check('tablet', 'a', 0),
			check('tablet', 'b', 50),
			check('tablet', 'c', 70),
			check('tablet', 'd', 100),
			check('tablet', 'e', 109),
			check('own', 'f', 0),
			check('own', 'f', 5),
			check('own', 'f', 10),
			check('own', 'f', 15)
		];
		expect(findCheckBursts(checks, HOUR)).toEqual([{ learners: ['b', 'c', 'd', 'e'], at: 50 * MINUTE }]);
		expect(findCheckBursts(checks.slice(0, 4), HOUR)).toEqual([]);
	});
});
