import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setPublished, type PublishedPart } from './published.server.ts';
import { servePublished } from './serve-published.server.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const page: PublishedPart = {
	sha256: 'a'.repeat(64),
	etag: `"${'a'.repeat(24)}"`,
	headers: {
		'content-type': 'text/html',
		'cache-control': 'no-cache',
		'content-security-policy': "default-src 'none'"
	},
	raw: bytes('raw'),
	br: bytes('br'),
	gz: bytes('gz')
};
const get = (headers: Record<string, string> = {}, path = '/ur', method = 'GET') =>
	servePublished(new Request(`https://qadam.example${path}`, { method, headers }));

beforeAll(() => setPublished(new Map([['/ur', page]]), []));
afterAll(() => setPublished(new Map(), []));

describe('C1 serving published bytes', () => {
	test.each([
		['br, gzip', 'br', 'br'],
		['gzip', 'gz', 'gzip'],
		['br;q=0, gzip;q=0.5', 'gz', 'gzip'],
		['', 'raw', null],
		['identity', 'raw', null]
	])('C1 accept-encoding %s gives %s', async (accept, body, coding) => {
		const response = get(accept ? { 'accept-encoding': accept } : {})!;
		expect(await response.text()).toBe(body);
		expect(response.headers.get('content-encoding')).toBe(coding);
		expect(response.headers.get('content-length')).toBe(String(body.length));
		expect(response.headers.get('vary')).toBe('Accept-Encoding');
		expect(response.headers.get('cache-control')).toBe('no-cache');
		expect(response.headers.get('x-qadam-part')).toBe(page.sha256);
		expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
	});

	test('C1 a phone that has the bytes gets 304, in whatever coding it has them', () => {
		const tag = get({ 'accept-encoding': 'br' })!.headers.get('etag')!;
		for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*'])
			expect(get({ 'if-none-match': known })!.status).toBe(304);
		expect(get({ 'if-none-match': '"other"' })!.status).toBe(200);
		expect(get({ 'accept-encoding': 'gzip' })!.headers.get('etag')).not.toBe(tag);
	});

	test('C1 HEAD has the headers and no body', async () => {
		const response = get({}, '/ur', 'HEAD')!;
		expect(response.headers.get('content-length')).toBe('3');
		expect(await response.text()).toBe('');
	});

	test('C1 other methods, addresses, queries and the publisher itself pass by', () => {
		expect(get({}, '/ur', 'POST')).toBeUndefined();
		expect(get({}, '/en')).toBeUndefined();
		expect(get({}, '/ur?answer=b')).toBeUndefined();
		expect(get({ 'x-qadam-internal': 'anything' })).toBeUndefined();
	});
});
