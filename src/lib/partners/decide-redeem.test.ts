import { describe, expect, it } from 'vitest';
import { DAY } from '../platform/clock.ts';
import { decideRedeem, type ClaimFacts } from './decide-redeem.ts';

const NOW = 1_000_000;
const facts: ClaimFacts = {
	own: true,
	redeemed: false,
	expiresAt: NOW + 1,
	challenge: 'c',
	proven: 'c',
	withdrawn: false,
	badge: 'active'
};
const tag = (change: Partial<ClaimFacts>) => {
	const decided = decideRedeem({ ...facts, ...change }, NOW);
	return decided.ok ? 'ok' : decided.refusal.tag;
};

describe('redeeming a claim', () => {
	it('goes once, in time, by the partner it is bound to', () => {
		expect(tag({})).toBe('ok');
		expect(tag({ challenge: null, proven: null })).toBe('ok');
	});

	it.each([
		[{ own: false }, 'unknown_claim'],
		[{ badge: 'gone' }, 'unknown_claim'],
		[{ proven: null }, 'verifier'],
		[{ proven: 'd' }, 'verifier'],
		[{ challenge: null }, 'verifier'],
		[{ redeemed: true }, 'redeemed'],
		[{ expiresAt: NOW }, 'expired'],
		[{ expiresAt: NOW + DAY }, 'expired'],
		[{ withdrawn: true }, 'withdrawn'],
		[{ badge: 'revoked' }, 'badge_not_active'],
		[{ badge: 'suspended' }, 'badge_not_active']
	] as [Partial<ClaimFacts>, string][])('%j is refused as %s', (change, as) => {
		expect(tag(change)).toBe(as);
	});

	it('tells another partner nothing: not that it was redeemed, nor that it is too late', () => {
		expect(tag({ own: false, redeemed: true, expiresAt: 0, proven: 'd' })).toBe('unknown_claim');
		expect(decideRedeem(undefined, NOW)).toEqual({ ok: false, refusal: { tag: 'unknown_claim' } });
	});
});
