import { expect, it } from 'vitest';
import { linkState } from './decide-link.ts';

const link = { used_at: null, revoked_at: null, expires_at: 10 };

it.each([
	[link, 9, 'open'],
	[link, 10, 'over'],
	[{ ...link, used_at: 3 }, 20, 'used'],
	[{ ...link, revoked_at: 3 }, 5, 'revoked'],
	[{ ...link, used_at: 2, revoked_at: 3 }, 5, 'used']
])('K2 %j at %d is %s', (given, now, state) => {
	expect(linkState(given, now)).toBe(state);
});
