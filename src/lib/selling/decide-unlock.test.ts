import { describe, expect, test } from 'vitest';
import { decideUnlock, tierLimits, unlockPolicy, type UnlockPolicy } from './decide-unlock.ts';

describe('M1 a seller account exists only by badges', () => {
	test('no badge: nothing opens', () => expect(decideUnlock(unlockPolicy, [])).toBeNull());

	test('badge A opens the starter shop', () =>
		expect(decideUnlock(unlockPolicy, ['selling-online'])).toBe('starter'));

	test('B and C without A open nothing', () =>
		expect(decideUnlock(unlockPolicy, ['digital-payments', 'trust'])).toBeNull());

	test('all three make the seller ready', () =>
		expect(decideUnlock(unlockPolicy, ['trust', 'selling-online', 'digital-payments', 'another'])).toBe(
			'ready'
		));

	test('the policy is data: another installation may ask for two badges', () => {
		const strict: UnlockPolicy = { version: 'x', tiers: [{ tier: 'starter', badges: ['a', 'b'] }] };
		expect(decideUnlock(strict, ['a'])).toBeNull();
		expect(decideUnlock(strict, ['b', 'a'])).toBe('starter');
	});

	test('a starter shop: cash on delivery, five open orders; ready lifts both', () => {
		expect(tierLimits.starter).toEqual({ openOrders: 5, payment: 'cash-on-delivery' });
		expect(tierLimits.ready).toEqual({ openOrders: null, payment: 'any' });
	});
});
