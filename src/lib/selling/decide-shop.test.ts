import { describe, expect, test } from 'vitest';
import { isPublic, orderDoor, shopFace, type ShopFacts } from './decide-shop.ts';

const shop = (change: Partial<ShopFacts> = {}): ShopFacts => ({
	state: 'open',
	check: 'approved',
	seller: 'active',
	tier: 'starter',
	shopsOpen: true,
	under18: false,
	...change
});

describe('the face of a shop', () => {
	test('checked, wished, allowed: open', () => expect(shopFace(shop())).toBe('open'));
	test('closed for a while by her: paused, its sign still public', () => {
		expect(shopFace(shop({ state: 'paused' }))).toBe('paused');
		expect(isPublic('paused')).toBe(true);
	});
	test('M10 a new shop waits for a person', () => {
		expect(shopFace(shop({ check: 'waiting' }))).toBe('waiting-check');
		expect(isPublic('waiting-check')).toBe(false);
	});
	test('M10 changed after it was approved: stays open while a person looks again', () =>
		expect(shopFace(shop({ check: 'again' }))).toBe('open'));
	test('M10 refused: not public', () => expect(isPublic(shopFace(shop({ check: 'refused' })))).toBe(false));
	test('M9 without the operator: ready, not public', () => {
		expect(shopFace(shop({ shopsOpen: false }))).toBe('waiting-operator');
		expect(isPublic('waiting-operator')).toBe(false);
	});
	test('M5 suspended: not public, whatever else', () =>
		expect(shopFace(shop({ seller: 'suspended', check: 'waiting' }))).toBe('suspended'));
	test('M11 under 18: no public shop, whatever else', () =>
		expect(isPublic(shopFace(shop({ under18: true, seller: 'suspended' })))).toBe(false));
});

describe('M6, M1 may this buyer order now?', () => {
	test('an open shop takes orders', () => expect(orderDoor('open', 'starter', 4, 1)).toBe('open'));
	test('any other face does not', () => {
		for (const face of [
			'paused',
			'waiting-check',
			'refused',
			'waiting-operator',
			'suspended',
			'under-18'
		] as const)
			expect(orderDoor(face, 'ready', 0, 0)).toBe('closed');
	});
	test('five open orders fill a starter shop', () => expect(orderDoor('open', 'starter', 5, 0)).toBe('busy'));
	test('a ready shop has no such limit', () => expect(orderDoor('open', 'ready', 500, 0)).toBe('open'));
	test('two unconfirmed orders of one phone number are enough', () =>
		expect(orderDoor('open', 'ready', 0, 2)).toBe('wait-for-first'));
});
