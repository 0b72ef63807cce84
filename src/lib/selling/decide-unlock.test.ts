import { describe, expect, test } from 'vitest';
import {
	decideStanding,
	decideUnlock,
	nextBadge,
	opensShop,
	tierLimits,
	unlockPolicy,
	type UnlockPolicy
} from './decide-unlock.ts';

describe('M1 a seller account exists only by badges', () => {
	test('no badge: nothing opens', () => expect(decideUnlock(unlockPolicy, [])).toBeNull());

	test('badge A alone opens nothing: a shop that cannot tell a false payment is robbed', () =>
		expect(decideUnlock(unlockPolicy, ['selling-online'])).toBeNull());

	test('badge A and the fraud check open the starter shop, and so does the whole of course B', () => {
		expect(decideUnlock(unlockPolicy, ['fraud-check', 'selling-online'])).toBe('starter');
		expect(decideUnlock(unlockPolicy, ['selling-online', 'digital-payments'])).toBe('starter');
	});

	test('B, C and the fraud check without A open nothing', () =>
		expect(decideUnlock(unlockPolicy, ['digital-payments', 'trust', 'fraud-check'])).toBeNull());

	test('all three make the seller ready', () =>
		expect(decideUnlock(unlockPolicy, ['trust', 'selling-online', 'digital-payments', 'another'])).toBe(
			'ready'
		));

	test('the policy is data: another installation may ask for two badges', () => {
		const strict: UnlockPolicy = { version: 'x', tiers: [{ tier: 'starter', badges: ['a', 'b'] }] };
		expect(decideUnlock(strict, ['a'])).toBeNull();
		expect(decideUnlock(strict, ['b', 'a'])).toBe('starter');
	});

	test('a policy that became stricter lowers nobody who was let in before; a badge that is gone does', () => {
		const first: UnlockPolicy = { version: '1', tiers: [{ tier: 'starter', badges: ['a'] }] };
		const second: UnlockPolicy = {
			version: '2',
			tiers: [
				{ tier: 'ready', badges: ['a', 'b'] },
				{ tier: 'starter', badges: ['a', 'c'] }
			]
		};
		const today: UnlockPolicy = { version: '3', tiers: [{ tier: 'ready', badges: ['a', 'b', 'c', 'd'] }] };
		const stands = (by: string | undefined, ...badges: string[]) =>
			decideStanding(by, badges, [first, second], today);
		expect(stands('1', 'a')).toBe('starter');
		expect(stands('2', 'a')).toBeNull();
		expect(['1', '2', '3', undefined].map((by) => stands(by, 'a', 'b'))).toEqual([
			'ready',
			'ready',
			null,
			null
		]);
		expect(stands('2', 'a', 'c')).toBe('starter');
		expect(['1', '2', '3', undefined].map((by) => stands(by, 'a', 'b', 'c', 'd'))).toEqual(
			Array.from({ length: 4 }, () => 'ready')
		);
		expect(stands('of an installation that forgot it', 'a')).toBeNull();
	});

	test('a starter shop: cash on delivery, five open orders; ready lifts both', () => {
		expect(tierLimits.starter).toEqual({ openOrders: 5, payment: 'cash-on-delivery' });
		expect(tierLimits.ready).toEqual({ openOrders: null, payment: 'any' });
	});

	test('what to earn next: the nearest way, and nothing once a tier is open', () => {
		const next = (...badges: string[]) => nextBadge(unlockPolicy, badges);
		expect(next()).toBe('selling-online');
		expect(next('selling-online')).toBe('fraud-check');
		expect(next('fraud-check')).toBe('selling-online');
		expect(next('digital-payments', 'trust')).toBe('selling-online');
		expect(next('selling-online', 'digital-payments')).toBeUndefined();
		expect(next('selling-online', 'fraud-check')).toBeUndefined();
	});

	test('which badges a shop asks for', () => {
		expect(['selling-online', 'fraud-check', 'trust'].map((b) => opensShop(unlockPolicy, b))).toEqual([
			true,
			true,
			false
		]);
	});
});
