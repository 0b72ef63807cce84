import { expect, test } from 'vitest';
import { cookieOptions, hostCookies, SESSION_COOKIE, TILE_COOKIE } from './cookies.server.ts';
import { testJar } from './test-kit.server.ts';

const at = (origin: string) => ({ env: { origin } }) as Parameters<typeof hostCookies>[0];

test('K4 over https a cookie of ours is this host’s alone; the phone’s own keep their names', () => {
	const jar = testJar();
	const services = at('https://qadam.example');
	const cookies = hostCookies(services, jar);
	cookies.set(SESSION_COOKIE, 'id', cookieOptions(services, 1000));
	// What a browser asks of such a name: Secure, the whole host, no domain.
	expect(jar.options.get('__Host-qadam')).toEqual({
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: true,
		maxAge: 1
	});
	expect(cookies.get(SESSION_COOKIE)).toBe('id');
	jar.values.set('qadam', 'somebody else’s');
	expect(cookies.get(SESSION_COOKIE)).toBe('id');
	cookies.delete(SESSION_COOKIE, cookieOptions(services));
	expect([...jar.values.keys()]).toEqual(['qadam']);
	expect(cookies.get(SESSION_COOKIE)).toBeUndefined();
	jar.values.set(TILE_COOKIE, 'profile');
	expect(cookies.get(TILE_COOKIE)).toBe('profile');
});

test('K4 without https browsers refuse such names: they are plain', () => {
	const jar = testJar();
	expect(hostCookies(at('http://localhost:3000'), jar)).toBe(jar);
});
