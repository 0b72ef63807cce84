import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { secretsFrom } from '../platform/secrets.server.ts';
import type { Services } from '../services.server.ts';
import { checkRequest, FORM_FIELD, formToken } from './check-request.server.ts';
import { decideRequest, doorOf, type Door, type HeaderVerdict } from './decide-request.ts';
import { testJar, type TestJar } from './test-kit.server.ts';

const OWN = 'https://qadam.example';
const FOREIGN = 'https://evil.example';

/** What each header may hold, and what it says: own, foreign, or nothing. */
const origins = [
	[null, 'nothing'],
	[OWN, 'own'],
	[FOREIGN, 'foreign'],
	['https://qadam.example.evil.example', 'foreign'],
	['http://qadam.example', 'foreign'],
	['null', 'opaque']
] as const;
const sites = [
	[null, 'nothing'],
	['same-origin', 'own'],
	['none', 'nothing'],
	['same-site', 'foreign'],
	['cross-site', 'foreign'],
	['same-origin, cross-site', 'foreign']
] as const;
const referers = [
	[null, 'nothing'],
	[`${OWN}/ur/join`, 'own'],
	[`${FOREIGN}/${OWN}`, 'foreign'],
	['about:blank', 'nothing'],
	['not an address', 'nothing']
] as const;
const doors: Door[] = ['opens-session', 'published', 'other'];

/** The rule once more, as a table of what was said; written apart from the code. */
function expected(
	said: { origin: string; site: string; referer: string },
	hasSession: boolean,
	door: Door
): HeaderVerdict {
	if (said.origin === 'foreign' || said.site === 'foreign') return 'foreign';
	if (said.origin === 'own' || said.site === 'own') return 'pass';
	if (said.referer === 'foreign') return 'foreign';
	if (said.referer === 'own') return 'pass';
	if (said.origin === 'opaque') return 'token';
	return { 'opens-session': true, published: false, other: hasSession }[door] ? 'token' : 'pass';
}

describe('request check', () => {
	const combinations = origins.flatMap(([origin, o]) =>
		sites.flatMap(([fetchSite, s]) =>
			referers.flatMap(([referer, r]) =>
				[true, false].flatMap((hasSession) =>
					doors.map((door) => ({
						origin,
						fetchSite,
						referer,
						hasSession,
						door,
						said: { origin: o, site: s, referer: r }
					}))
				)
			)
		)
	);

	it(`K4 all ${combinations.length} combinations of headers, session and door`, () => {
		for (const { said, ...facts } of combinations)
			expect([facts, decideRequest({ method: 'POST', ownOrigin: OWN, ...facts })]).toEqual([
				facts,
				expected(said, facts.hasSession, facts.door)
			]);
	});

	it('K4 reading is never refused', () => {
		for (const method of ['GET', 'HEAD', 'OPTIONS'])
			for (const { said: _, ...facts } of combinations)
				expect(decideRequest({ method, ownOrigin: OWN, ...facts })).toBe('pass');
	});

	it.each(['PUT', 'PATCH', 'DELETE', 'post', 'PROPFIND'])('K4 %s counts as writing', (method) => {
		const facts = {
			ownOrigin: OWN,
			origin: FOREIGN,
			fetchSite: null,
			referer: null,
			hasSession: true,
			door: 'other' as const
		};
		expect(decideRequest({ method, ...facts })).toBe('foreign');
	});

	it.each([
		['/ur/join', 'opens-session'],
		['/en/login', 'opens-session'],
		['/ur/login/card', 'opens-session'],
		['/ur/staff/login', 'opens-session'],
		['/en/staff/setup', 'opens-session'],
		['/api/session', 'opens-session'],
		['/ur/login/again', 'opens-session'],
		['/api/sessions', 'other'],
		['/ur/learn/selling-online/05-price-without-losing/answer', 'published'],
		['/en/learn/selling-online/05-price-without-losing/price', 'published'],
		['/ur/verify', 'published'],
		['/ur/verify/more', 'other'],
		['/api/verify', 'other'],
		['/ur/learn/selling-online/check', 'other'],
		['/ur/learn/selling-online/check/hand-in', 'other'],
		['/ur/learn/selling-online/05-price-without-losing/answer/more', 'other'],
		['/ur/joiner', 'other'],
		['/ur/me/consent', 'other'],
		['/ur/logout', 'other']
	])('K4 the door %s is %s', (path, door) => {
		expect(doorOf(path)).toBe(door);
	});

	it('K4 every route that opens a session is known as such a door', () => {
		const routes = new URL('../../routes/', import.meta.url);
		const opening = readdirSync(routes, { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(?:server\.)?ts$/.test(file))
			.filter((file) =>
				/\b(?:start(?:Learner|Staff)Session|openByReader|proveAgain)\(/.test(
					readFileSync(new URL(file, routes), 'utf8')
				)
			)
			.map((file) => `/${file.replace('[lang=lang]', 'ur').replace(/\/?[^/]*$/, '')}`);
		expect(opening.length).toBeGreaterThan(0);
		for (const path of opening) expect([path, doorOf(path)]).toEqual([path, 'opens-session']);
	});
});

describe('form token', () => {
	let drawn = 0;
	const services = {
		env: { origin: OWN },
		random: (n: number) => Uint8Array.from({ length: n }, () => drawn++ % 256),
		secrets: secretsFrom(new Uint8Array(32))
	} as unknown as Services;

	const send = (
		path: string,
		jar: TestJar,
		fields: Record<string, string>,
		headers: Record<string, string> = {}
	) => {
		const url = new URL(path, OWN);
		const request = new Request(url, { method: 'POST', body: new URLSearchParams(fields), headers });
		return checkRequest(services, request, url, jar).then((r) => (r.ok ? 'ok' : r.refusal.tag));
	};
	const withSession = (id: string) => {
		const jar = testJar();
		jar.values.set('qadam', id);
		return jar;
	};

	it('K4 raw HTTP without Origin, Referer and Sec-Fetch joins with the token of the page', async () => {
		const jar = testJar();
		const token = formToken(services, jar);
		expect(jar.options.get('qadam_form')).toMatchObject({ httpOnly: true, sameSite: 'lax', secure: true });
		expect(await send('/ur/join', jar, { [FORM_FIELD]: token })).toBe('ok');
		expect(formToken(services, jar)).toBe(token);
	});

	it("K4 a stranger's form cannot log her in: no token, another browser's token, no cookie", async () => {
		const jar = testJar();
		formToken(services, jar);
		const strangers = testJar();
		const strange = formToken(services, strangers);
		expect(await send('/ur/login', jar, {})).toBe('form_token');
		expect(await send('/ur/login', jar, { [FORM_FIELD]: strange })).toBe('form_token');
		expect(await send('/ur/login', testJar(), { [FORM_FIELD]: strange })).toBe('form_token');
	});

	it('K4 with a session the token must be of that session', async () => {
		const jar = withSession('l1');
		const token = formToken(services, jar);
		expect(jar.values.has('qadam_form')).toBe(false);
		expect(await send('/ur/me/consent', jar, { [FORM_FIELD]: token })).toBe('ok');
		expect(await send('/ur/me/consent', withSession('l2'), { [FORM_FIELD]: token })).toBe('form_token');
		const before = testJar();
		const early = formToken(services, before);
		before.values.set('qadam', 'l1');
		expect(await send('/ur/me/consent', before, { [FORM_FIELD]: early })).toBe('form_token');
	});

	it('K4 a token of other letters, as long as the right one, is refused', async () => {
		const jar = withSession('l1');
		const token = formToken(services, jar);
		for (const letter of ['é', 'ق', '€'])
			expect(await send('/ur/me/consent', jar, { [FORM_FIELD]: `${token.slice(1)}${letter}` })).toBe(
				'form_token'
			);
	});

	it('K4 the token does not tell the session', () => {
		expect(formToken(services, withSession('session-of-one'))).not.toContain('session-of-one');
		expect(formToken(services, withSession('l1'))).not.toBe(formToken(services, withSession('l2')));
	});

	it('K4 without a session a post to an ordinary door has nothing to misuse', async () => {
		expect(await send('/ur/shop/x', testJar(), {})).toBe('ok');
	});

	it('K4 a right token does not excuse a foreign origin', async () => {
		const jar = withSession('l1');
		const fields = { [FORM_FIELD]: formToken(services, jar) };
		expect(await send('/ur/me/consent', jar, fields, { origin: FOREIGN })).toBe('foreign_request');
		expect(await send('/ur/me/consent', jar, fields, { 'sec-fetch-site': 'cross-site' })).toBe(
			'foreign_request'
		);
	});

	it('K4 JSON and bodies that are no form carry no token', async () => {
		const jar = withSession('l1');
		const url = new URL('/api/x', OWN);
		for (const type of [
			'application/json',
			'text/plain',
			'multipart/form-data',
			'multipart/form-data; boundary=x',
			''
		]) {
			const body = JSON.stringify({ [FORM_FIELD]: formToken(services, jar) });
			const request = new Request(url, { method: 'POST', body, headers: { 'content-type': type } });
			expect((await checkRequest(services, request, url, jar)).ok).toBe(false);
		}
	});

	it('K4 leaves the body to be read by the page', async () => {
		const jar = withSession('l1');
		const url = new URL('/ur/me/about', OWN);
		const body = new URLSearchParams({ [FORM_FIELD]: formToken(services, jar), gender: 'woman' });
		const request = new Request(url, { method: 'POST', body });
		expect((await checkRequest(services, request, url, jar)).ok).toBe(true);
		expect((await request.formData()).get('gender')).toBe('woman');
	});
});
