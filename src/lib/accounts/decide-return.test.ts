import { describe, expect, it } from 'vitest';
import { returnPath } from './decide-return.ts';

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
