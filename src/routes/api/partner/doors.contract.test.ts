/** The doors of partners over HTTP: what each answers, held against the published description; and the example of docs/partners.md. */
import { Validator } from '@seriousme/openapi-schema-validator';
import type { RequestEvent } from '@sveltejs/kit';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServices } from '#lib/accounts/test-kit.server.ts';
import { allowAsk, declineAsk, findPartner, withdrawPartner } from '#lib/partners/index.server.ts';
import { openApi, readAsk } from '#lib/partners/index.ts';
import {
	button,
	claimIn,
	holder,
	ORIGIN,
	partnerWithKey,
	partnerWorld,
	setBadge,
	VERIFIER,
	type PartnerWorld
} from '#lib/partners/testing.server.ts';
import { describeEachDatabase } from '../../../../tests/support/databases.ts';
import { holdAgainst } from '../../../../tests/support/hold-against.ts';
import { routesOnDisk } from '../../../../tests/support/doors.ts';
import { POST as redeem } from './claims/redeem/+server.ts';
import { POST as openRequest } from './requests/+server.ts';
import { GET as readRequest } from './requests/[request]/+server.ts';
import { GET as readStatus } from './sellers/[seller]/status/+server.ts';

type Handler = (event: RequestEvent) => Response | Promise<Response>;
const ROUTES: [method: string, path: RegExp, template: string, handler: Handler][] = [
	['POST', /^\/api\/partner\/claims\/redeem$/, '/api/partner/claims/redeem', redeem as Handler],
	['POST', /^\/api\/partner\/requests$/, '/api/partner/requests', openRequest as Handler],
	[
		'GET',
		/^\/api\/partner\/requests\/(?<request>[^/]+)$/,
		'/api/partner/requests/{request}',
		readRequest as Handler
	],
	[
		'GET',
		/^\/api\/partner\/sellers\/(?<seller>[^/]+)\/status$/,
		'/api/partner/sellers/{seller}/status',
		readStatus as Handler
	]
];

const described = openApi('https://qadam.example');

describe('the description of the doors', () => {
	it('is valid OpenAPI 3.1', async () => {
		const validator = new Validator();
		const result = await validator.validate(structuredClone(described) as unknown as Record<string, unknown>);
		expect(result).toEqual({ valid: true });
		expect(validator.version).toBe('3.1');
		// The validator is no yes-man.
		const broken = { ...structuredClone(described), paths: { '/x': { get: { responses: { '200': {} } } } } };
		expect((await new Validator().validate(broken as never)).valid).toBe(false);
	});

	it('names doors that there are, and every door of partners', () => {
		const routes = routesOnDisk();
		const route = (template: string) =>
			template
				.slice(1)
				.replace('{lang}', '[lang=lang]')
				.replace(/\{(\w+)\}/g, '[$1]');
		const named = Object.keys(described.paths).map(route);
		for (const one of named) expect([one, routes.has(one)]).toEqual([one, true]);
		for (const one of routes.keys())
			if (one.startsWith('api/partner/') || one === 'api/verify') expect(named).toContain(one);
	});
});

describeEachDatabase('doors of partners', (get) => {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-partner-doors-'));
	let w: PartnerWorld;
	let server: Server;
	let site: string;

	beforeAll(async () => {
		w = await partnerWorld(testServices(get(), `doors-${get().engine}`), 'doors', folder);
		server = createServer(async (incoming, outgoing) => {
			const chunks: Buffer[] = [];
			for await (const chunk of incoming) chunks.push(chunk as Buffer);
			const { pathname } = new URL(incoming.url!, site);
			const found = ROUTES.find(([method, path]) => method === incoming.method && path.test(pathname));
			const body = chunks.length ? { body: Buffer.concat(chunks) } : {};
			const request = new Request(new URL(incoming.url!, site), {
				method: incoming.method!,
				headers: incoming.headers as Record<string, string>,
				...body
			});
			const params = { ...found?.[1].exec(pathname)?.groups };
			const answer = found
				? await found[3]({ request, params, locals: { services: w } } as unknown as RequestEvent)
				: new Response(null, { status: 404 });
			outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
			outgoing.end(Buffer.from(await answer.arrayBuffer()));
		}).listen(0, '127.0.0.1');
		await new Promise((done) => server.once('listening', done));
		site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(async () => {
		await new Promise((done) => server.close(done));
		rmSync(folder, { recursive: true, force: true });
	});

	/** Sends as a partner's server would; each answer is held against the description. @returns status and body, tag first */
	const send = async (method: 'GET' | 'POST', path: string, key: string | null, body?: unknown) => {
		const response = await fetch(site + path, {
			method,
			headers: {
				...(key !== null && { authorization: `Bearer ${key}` }),
				...(body !== undefined && { 'content-type': 'application/json' })
			},
			...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
		});
		const read = (await response.json()) as Record<string, unknown>;
		const template = ROUTES.find(([m, p]) => m === method && p.test(path))![2];
		holdAgainst(method, template, response, read);
		expect(response.headers.get('cache-control')).toBe('no-store');
		const tag = typeof read.type === 'string' ? read.type.replace('/problems/', '') : undefined;
		return { status: response.status, tag, body: read, headers: response.headers };
	};
	const REDEEM = '/api/partner/claims/redeem';
	const claimOf = async (id: string, learnerId: string, contact = false) => {
		const partner = (await findPartner(w.db, id))!;
		const answered = await allowAsk(w, { learnerId, lang: 'ur', partner, ask: button(), contact });
		if (!answered.ok) throw new Error(answered.refusal.tag);
		return claimIn(answered.value.to);
	};

	it('a claim is redeemed server to server, once; the status is asked for later', async () => {
		const { key, partner } = await partnerWithKey(w, 'whole');
		const her = await holder(w);
		const claim = await claimOf('whole', her, true);
		const told = await send('POST', REDEEM, key, { claim, verifier: VERIFIER });
		expect(told.status).toBe(200);
		expect(told.body).toMatchObject({ status: 'active', name: 'شبانہ', contact: { phone: '+923001234567' } });
		const again = await send('POST', REDEEM, key, { claim, verifier: VERIFIER });
		expect([again.status, again.tag]).toEqual([409, 'redeemed']);
		const status = `/api/partner/sellers/${told.body.seller as string}/status`;
		expect((await send('GET', status, key)).body).toMatchObject({ badge: 'seller-ready', status: 'active' });
		await setBadge(w, her, 'revoked');
		expect((await send('GET', status, key)).body.status).toBe('revoked');
		await withdrawPartner(w, her, partner.id);
		const gone = await send('GET', status, key);
		expect([gone.status, gone.tag]).toEqual([410, 'withdrawn']);
	});

	it('what is refused is a problem with its own status and tag', async () => {
		const { key } = await partnerWithKey(w, 'refused');
		const { key: other } = await partnerWithKey(w, 'refused-other');
		const { key: poor } = await partnerWithKey(w, 'refused-poor', { scopes: [] });
		const { key: slow } = await partnerWithKey(w, 'refused-slow', { perMinute: 1 });
		const her = await holder(w);
		const claim = await claimOf('refused', her);
		const body = { claim, verifier: VERIFIER };
		const seen = async (...of: Parameters<typeof send>) => {
			const { status, tag } = await send(...of);
			return `${status} ${tag}`;
		};
		expect(await seen('POST', REDEEM, null, body)).toBe('401 no-key');
		expect(await seen('POST', REDEEM, `${key}x`, body)).toBe('401 no-key');
		expect(await seen('POST', REDEEM, poor, body)).toBe('403 no-scope');
		expect(await seen('GET', `/api/partner/sellers/${'0'.repeat(64)}/status`, poor)).toBe('403 no-scope');
		expect(await seen('POST', REDEEM, other, body)).toBe('404 unknown-claim');
		expect(await seen('POST', REDEEM, key, { ...body, verifier: 'x'.repeat(43) })).toBe('403 verifier');
		expect(await seen('POST', REDEEM, key, { claim: '0'.repeat(64), verifier: VERIFIER })).toBe(
			'404 unknown-claim'
		);
		expect(await seen('POST', REDEEM, key, '{')).toBe('400 not-json');
		expect(await seen('POST', REDEEM, key, JSON.stringify({ ...body, x: 'x'.repeat(4000) }))).toBe(
			'413 too-large'
		);
		for (const bad of [
			null,
			[],
			'"x"',
			{},
			{ claim },
			{ claim: [claim], verifier: VERIFIER },
			{ ...body, request: '0'.repeat(64) },
			{ ...body, claim: claim.toUpperCase() },
			{ ...body, verifier: 7 },
			{ claim: { $ne: null }, verifier: VERIFIER },
			'{"__proto__":{"claim":"x"}}'
		])
			expect(await seen('POST', REDEEM, key, bad)).toBe('422 bad-claim');
		await setBadge(w, her, 'revoked');
		expect(await seen('POST', REDEEM, key, body)).toBe('409 badge-not-active');
		await setBadge(w, her, 'active');
		await withdrawPartner(w, her, 'refused');
		expect(await seen('POST', REDEEM, key, body)).toBe('410 withdrawn');
		expect(await seen('GET', `/api/partner/sellers/${'0'.repeat(64)}/status`, key)).toBe(
			'404 unknown-seller'
		);
		expect(await seen('GET', '/api/partner/sellers/%00/status', key)).toBe('404 unknown-seller');
		expect(await seen('GET', `/api/partner/requests/${'0'.repeat(64)}`, key)).toBe('404 unknown-request');
		expect(await seen('POST', REDEEM, slow, body)).toBe('404 unknown-claim');
		const late = await send('POST', REDEEM, slow, body);
		expect([late.status, late.tag]).toEqual([429, 'too-often']);
		expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
	});

	it('a computer waits for her phone, and redeems by its request', async () => {
		const { key, partner } = await partnerWithKey(w, 'waits');
		const opened = await send('POST', '/api/partner/requests', key);
		expect(opened.status).toBe(201);
		const request = opened.body.request as string;
		const state = async () => (await send('GET', `/api/partner/requests/${request}`, key)).body.state;
		expect(await state()).toBe('waiting');
		const scanned = new URL((opened.body.scan as { ur: string }).ur);
		expect(scanned.pathname).toBe('/ur/claim/waits');
		const ask = readAsk(scanned.searchParams, partner);
		if (!ask.ok) throw new Error(ask.refusal.tag);
		await allowAsk(w, { learnerId: await holder(w), lang: 'ur', partner, ask: ask.value, contact: false });
		expect(await state()).toBe('allowed');
		expect((await send('POST', REDEEM, key, { request })).body).toMatchObject({
			name: 'شبانہ',
			contact: null
		});
		expect(await state()).toBe('redeemed');
	});

	it('the example of docs/partners.md runs as it stands there', async () => {
		const text = readFileSync(new URL('../../../../docs/partners.md', import.meta.url), 'utf8');
		const source = /```js\n([\s\S]*?)```/.exec(text)![1]!;
		expect(source.split('\n').filter((line) => line.trim() !== '')).toHaveLength(20);
		const file = join(folder, `example-${get().engine}.mjs`);
		if (!existsSync(file)) writeFileSync(file, source);
		const { begin, finish } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
			begin(of: object): { address: string; verifier: string; state: string };
			finish(of: object): Promise<Record<string, unknown> | null>;
		};
		const { key, partner } = await partnerWithKey(w, 'example');
		const her = await holder(w);
		const begun = begin({ qadam: site, partner: 'example', returnTo: `${ORIGIN}/back` });
		const address = new URL(begun.address);
		expect(address.pathname).toBe('/ur/claim/example');
		const ask = readAsk(address.searchParams, partner);
		if (!ask.ok) throw new Error(ask.refusal.tag);
		const yes = await allowAsk(w, { learnerId: her, lang: 'ur', partner, ask: ask.value, contact: false });
		const no = await declineAsk(w, partner, ask.value);
		if (!yes.ok || !no.ok) throw new Error('refused');
		const kept = { qadam: site, key, verifier: begun.verifier, state: begun.state };
		expect(await finish({ ...kept, cameBackTo: no.value.to })).toBeNull();
		await expect(finish({ ...kept, cameBackTo: yes.value.to, state: 'another' })).rejects.toThrow('visitor');
		expect(await finish({ ...kept, cameBackTo: yes.value.to })).toMatchObject({ badge: 'seller-ready' });
		await expect(finish({ ...kept, cameBackTo: yes.value.to })).rejects.toThrow('has been redeemed');
	});
});
