import { createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { HOUR } from '../clock.ts';
import { secretsFrom } from '../secrets.server.ts';
import { sendPush } from './send-push.server.ts';
import { vapidOf } from './vapid.server.ts';

const NOW = Date.UTC(2026, 10, 28);
const of = (byte: number) => vapidOf(secretsFrom(new Uint8Array(32).fill(byte)), 'https://qadam.example');

test('a token is signed by the key that it names, for one service, for less than a day', () => {
	const vapid = of(7);
	const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(
		vapid.authorization('https://push.example', NOW)
	)!;
	expect(key).toBe(vapid.publicKey);
	const point = Buffer.from(key!, 'base64url');
	expect([point.length, point[0]]).toEqual([65, 4]);
	const jwk = {
		kty: 'EC',
		crv: 'P-256',
		x: point.subarray(1, 33).toString('base64url'),
		y: point.subarray(33).toString('base64url')
	};
	const [head, claims, signature] = token!.split('.');
	const holds = (said: string) =>
		verify(
			'sha256',
			Buffer.from(said),
			{ key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
			Buffer.from(signature!, 'base64url')
		);
	expect(holds(`${head}.${claims}`)).toBe(true);
	expect(holds(`${head}.${claims}x`)).toBe(false);
	const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown;
	expect(read(head!)).toEqual({ typ: 'JWT', alg: 'ES256' });
	expect(read(claims!)).toEqual({
		aud: 'https://push.example',
		exp: (NOW + 12 * HOUR) / 1000,
		sub: 'https://qadam.example'
	});
});

test('the key belongs to the installation: the same at every start, another elsewhere', () => {
	expect(of(7).publicKey).toBe(of(7).publicKey);
	expect(of(8).publicKey).not.toBe(of(7).publicKey);
});

test('a seed that is no number of the curve gives a key all the same', () => {
	const { publicKey } = vapidOf({ pushKey: () => new Uint8Array(32).fill(255) }, 'https://qadam.example');
	expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
});

test('what is sent has no body at all; each answer means something', async () => {
	let status = 201;
	const got: { headers: IncomingHttpHeaders; body: string }[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			got.push({ headers: request.headers, body });
			response.writeHead(status).end();
		});
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/phone`;
	const send = () => sendPush(of(7), at, NOW, { loopback: true, timeout: 1000 });
	expect(await send()).toBe('taken');
	expect(got[0]!.body).toBe('');
	expect(got[0]!.headers).toMatchObject({ 'content-length': '0', ttl: '172800', topic: 'news' });
	expect(got[0]!.headers.authorization).toMatch(/^vapid t=/);
	for (const [answer, means] of [
		[404, 'gone'],
		[410, 'gone'],
		[429, 'later'],
		[500, 'later'],
		[307, 'later']
	] as const) {
		status = answer;
		expect(await send(), String(answer)).toBe(means);
	}
	server.close();
	expect(await send()).toBe('later');
	// Its address is anybody's: a private one is not knocked at.
	expect(await sendPush(of(7), 'https://10.0.0.1/phone', NOW)).toBe('later');
});
