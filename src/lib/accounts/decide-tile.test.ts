import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { changesShop } from './decide-proof.ts';
import { isOtherTile, mendsTile } from './decide-tile.ts';
import { doorOf } from './decide-request.ts';

describe('K8 tile and session', () => {
	const joined = { learnerId: 'a', kind: 'joined' as const };
	const guest = { learnerId: 'g', kind: 'guest' as const };
	test.each([
		['her own tile', joined, 'a', false],
		["another's tile", joined, 'b', true],
		["a guest's tile", joined, null, true],
		["a joined learner's tile and a guest's session", guest, 'a', true],
		["a guest's tile and a guest's session", guest, null, false],
		["a guest's session and its own profile", guest, 'g', false],
		["a joined learner's tile and nobody's session", null, 'a', true],
		["a guest's tile and nobody's session", null, null, false]
	])('K8 %s', (_, learner, claimedBy, other) => {
		expect(isOtherTile({ learner, claimedBy })).toBe(other);
	});

	test.each([
		['/ur/login', true],
		['/en/join', true],
		['/ur/logout', true],
		['/api/session', true],
		['/ur/staff/login', true],
		['/ur/me/consent', false],
		['/ur/learn/selling-online/a1/answer', false],
		['/ur/joiner', false],
		['/en/sell', false]
	])('K8 at %s a tile and a session may come together: %s', (path, mends) => {
		expect(mendsTile(path)).toBe(mends);
	});

	test('K8 every door that opens a session mends', () => {
		for (const path of ['/ur/join', '/en/login/card', '/ur/login/again', '/en/staff/setup', '/api/session'])
			expect([path, doorOf(path), mendsTile(path)]).toEqual([path, 'opens-session', true]);
	});
});

describe('K3 what changes a shop', () => {
	test('K3 writing to any door of her shop does; reading, and buying, does not', () => {
		const routes = new URL('../../routes/[lang=lang]/sell/', import.meta.url);
		const doors = readdirSync(routes, { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('+page.server.ts'))
			.map((file) => `/ur/sell/${file}`.replace(/\/?\+page\.server\.ts$/, ''));
		expect(doors.length).toBeGreaterThan(5);
		for (const path of doors) {
			expect([path, changesShop('POST', path)]).toEqual([path, true]);
			expect([path, changesShop('GET', path)]).toEqual([path, false]);
		}
		expect(changesShop('POST', '/ur/claim/bazaar')).toBe(true);
		for (const path of ['/ur/me/partners', '/ur/shop/a/b/order', '/ur/seller', '/ur/me/card', '/api/sync'])
			expect([path, changesShop('POST', path)]).toEqual([path, false]);
	});
});
