import { expect, test } from 'vitest';
import { decodable } from './decodable.ts';

test.each([
	['/ur/shop/shawls?handle=%', '/ur/shop/shawls?handle=%'],
	['/ur/shop/%D9%82%D8%AF%D9%85', '/ur/shop/%D9%82%D8%AF%D9%85'],
	['/ur/shop/a%20b%2Fc', '/ur/shop/a%20b%2Fc'],
	['/ur/%73ell/%65dit?/open', '/ur/sell/edit?/open'],
	['/%61%70%69/%2e%2E/%5f%7E%41%5a%30', '/api/../_~AZ0'],
	['/ur/%2573ell', '/ur/%2573ell'],
	['/ur/shop/%', '/ur/shop/%EF%BF%BD'],
	['/ur/shop/a%00b', '/ur/shop/a%EF%BF%BDb'],
	['/ur/shop/%0d%0Ax', '/ur/shop/%EF%BF%BD%EF%BF%BDx'],
	['/ur/shop/%E0%A4%A', '/ur/shop/%EF%BF%BD%EF%BF%BD%EF%BF%BDA'],
	['/ur/shop/%FF?a=b', '/ur/shop/%EF%BF%BD?a=b'],
	['/ur/shop/%ED%A0%80', '/ur/shop/%EF%BF%BD%EF%BF%BD%EF%BF%BD']
])('bad input: %s is asked for as %s', (address, asked) => {
	expect(decodable(address)).toBe(asked);
	expect(() => decodeURIComponent(asked.split('?')[0]!)).not.toThrow();
});
