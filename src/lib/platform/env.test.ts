import { describe, expect, test } from 'vitest';
import { BadEnvironment, readEnv } from './env.server.ts';

const vendure = (url: string, more: Record<string, string> = {}) =>
	readEnv({ VENDURE_URL: url, ...more }).vendure;

describe('VENDURE_URL', () => {
	test('is taken apart: the address goes on without name and password', () => {
		expect(vendure('https://superadmin:a%2Fb%40c@shop.example/admin-api')).toEqual({
			url: 'https://shop.example/admin-api',
			user: 'superadmin',
			password: 'a/b@c',
			dashboard: 'https://shop.example/dashboard',
			from: 'ready'
		});
		const more = { VENDURE_DASHBOARD: 'https://sell.example/x', VENDURE_FROM: 'starter' };
		expect(vendure('http://a:b@localhost:3000/admin-api', more)).toMatchObject({
			dashboard: 'https://sell.example/x',
			from: 'starter'
		});
		expect(vendure('http://a:b@vendure:3000/admin-api')).toBeDefined();
		expect(readEnv({}).vendure).toBeUndefined();
		expect(readEnv({ VENDURE_URL: '' }).vendure).toBeUndefined();
	});

	test.each([
		['http://a:b@shop.example/admin-api', 'must begin with https://'],
		['http://a:b@10.0.0.1/admin-api', 'must begin with https://'],
		['ftp://a:b@localhost/', 'must begin with https://'],
		['shop.example', 'must begin with https://'],
		['https://shop.example/admin-api', 'must carry a name and a password'],
		['https://a@shop.example/admin-api', 'must carry a name and a password'],
		['https://a:100%@shop.example/admin-api', 'as %25']
	])('%s is refused at the start, with the reason', (url, says) => {
		expect(() => vendure(url)).toThrow(BadEnvironment);
		expect(() => vendure(url)).toThrow(says);
	});

	test('a password is in no message', () => {
		expect(() => vendure('http://a:top-secret@shop.example/')).toThrow(/^((?!top-secret)[\s\S])*$/);
	});
});

describe('DRAIN_SECONDS', () => {
	test('is none where nothing is said, and at most a minute', () => {
		expect(readEnv({}).drainSeconds).toBe(0);
		expect(readEnv({ DRAIN_SECONDS: '3' }).drainSeconds).toBe(3);
		for (const wrong of ['61', '-1', '1.5', 'soon'])
			expect(() => readEnv({ DRAIN_SECONDS: wrong })).toThrow(/DRAIN_SECONDS must be a number of seconds/);
	});
});

describe('what may be watched', () => {
	test('is nothing, unless it is asked for', () => {
		expect(readEnv({})).toMatchObject({ metricsToken: undefined, logsRequests: false });
		const asked = { METRICS_TOKEN: 'twenty-letters-or-more', QADAM_LOG: 'requests' };
		expect(readEnv(asked)).toMatchObject({ metricsToken: 'twenty-letters-or-more', logsRequests: true });
	});

	test.each(['short', 'with a space in its middle', `${'long'.repeat(51)}`, 'twenty-letters-or-moré'])(
		'the token %s is refused and not quoted',
		(token) => {
			const read = () => readEnv({ METRICS_TOKEN: token });
			expect(read).toThrow('METRICS_TOKEN must be 20 to 200');
			expect(read).not.toThrow(token);
		}
	);

	test('another word than requests is refused', () => {
		expect(() => readEnv({ QADAM_LOG: 'all' })).toThrow('QADAM_LOG must be requests');
	});
});
