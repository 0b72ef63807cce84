import { describe, expect, it } from 'vitest';
import { claimPath, returnPath } from './decide-return.ts';

describe('after logging in', () => {
	it.each(['/ur/staff', '/en/staff/admin', '/ur/staff/0190-ab/class/0190-cd/members'])(
		'%j is returned to',
		(to) => {
			expect(returnPath(to, 'ur')).toBe(to);
		}
	);

	it.each([
		null,
		'',
		'https://evil.example',
		'//evil.example/ur/staff',
		'/ur/staff//evil.example',
		'/ur/staff\\evil',
		'/ur/staff/../sell',
		'/ur/staff?x=1',
		'/ur/staffs',
		'/ur/sell',
		'/ur/staff/login',
		'/ur/staff/logout',
		'/ur/staff/second/new',
		'/ur/staff/%2e%2e/sell',
		`/ur/staff/${'x'.repeat(400)}`
	])('%j is not', (to) => {
		expect(returnPath(to, 'en')).toBe('/en/staff');
	});
});

describe('a learner who logs in for a partner', () => {
	it('goes on to what it asked', () => {
		const query = new URLSearchParams({
			return: 'https://bazaar.example/a?b=c d*',
			state: '(~!)',
			challenge: 'x'
		});
		const to = `/ur/claim/bazaar?${query}`;
		expect(claimPath(to)).toBe(to);
	});

	it.each([
		null,
		'',
		'/ur/claim/bazaar',
		'/ur/claim/../me?x=1',
		'//evil.example/ur/claim/bazaar?x=1',
		'https://evil.example/ur/claim/bazaar?x=1',
		'/ur/claim/bazaar?x=1\n',
		'/ur/claim/bazaar?x=1#y',
		'/ur/claim/bazaar?x=/\\evil.example',
		`/ur/claim/bazaar?x=${'x'.repeat(3100)}`
	])('%j leads nowhere', (to) => {
		expect(claimPath(to)).toBeUndefined();
	});
});
