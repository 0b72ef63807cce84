import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { bakePng } from '../../../../tests/support/bake-png.ts';
import { holdAgainst } from '../../../../tests/support/hold-against.ts';
import { describeEachDatabase } from '../../../../tests/support/databases.ts';
import { changePublicName, credentialOf, findAward, type Signed } from '#lib/badges/index.server.ts';
import type { Course } from '#lib/catalog/index.ts';
import { systemRandom } from '#lib/platform/ids.ts';
import type { Services } from '#lib/services.server.ts';
import { POST } from './+server.ts';

const NOW = 1_795_000_000_000;
const AWARD = '11111111-2222-8333-8444-555555555555';
const text = (s: string) => ({ ur: s, en: s });
const course = {
	id: 'c1',
	version: 'v1',
	check: { draw: 12, pass: 9 },
	badge: { id: 'b1', name: text('Badge'), description: text('Did it'), criteria: text('Nine of twelve') },
	practical: { lesson: 'a4', pass: 4, rubric: [] }
} as unknown as Course;

describeEachDatabase('POST /api/verify', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-verify-door-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
	let now = NOW;
	let signed: Signed;
	const services = (): Services =>
		({
			...get(),
			clock: () => now,
			random: systemRandom,
			catalogue: { version: () => course, earned: () => [course] },
			secrets: { lookup: (purpose: string, value: string) => `${purpose} ${value}` },
			epoch: 'epoch-1',
			env: { origin: 'https://qadam.example', demo: false, dataDir }
		}) as unknown as Services;

	async function ask(body: BodyInit, type?: string, network = '10.0.0.1') {
		const request = new Request('https://qadam.example/api/verify', {
			method: 'POST',
			body,
			...(type && { headers: { 'content-type': type } })
		});
		const event = { request, locals: { services: services() }, getClientAddress: () => network };
		const answer = await POST(event as never);
		const read = (await answer.json()) as Record<string, unknown>;
		holdAgainst('POST', '/api/verify', answer, read);
		return {
			status: answer.status,
			type: answer.headers.get('content-type'),
			headers: answer.headers,
			body: read
		};
	}

	beforeEach(async () => {
		// A minute of its own for each: the limit counts by minutes.
		now += 60_000;
		const { db } = get();
		if (await findAward(db, AWARD)) return;
		await db
			.insertInto('learner')
			.values({
				learner_id: 'l1',
				kind: 'joined',
				display_name: 'Shabana',
				locale: 'ur',
				tile_seed: 5,
				created_at: NOW
			})
			.execute();
		await db
			.insertInto('award')
			.values({
				learner_id: 'l1',
				badge: 'b1',
				award_id: AWARD,
				course: 'c1',
				criterion_version: 'v1',
				criterion: JSON.stringify({ text: text('Nine of twelve') }),
				evidence: '[]',
				open_bank: 0,
				awarded_at: NOW,
				state: 'active'
			})
			.execute();
		await db.insertInto('award_lookup').values({ award_id: AWARD, learner_id: 'l1', badge: 'b1' }).execute();
		const credential = await credentialOf(services(), (await findAward(db, AWARD))!);
		if (!credential.ok) throw new Error(credential.refusal.tag);
		signed = credential.value;
	});

	test('B7 takes a credential, a picture, a form with a file, and an address; each is the same badge', async () => {
		const json = JSON.stringify(signed);
		const form = new FormData();
		form.set('file', new File([json], 'badge.json'));
		for (const [body, type] of [
			[json, 'application/json'],
			[json, undefined],
			[new Uint8Array(bakePng([json])), 'image/png'],
			[form, undefined],
			[`https://qadam.example/ur/badge/${AWARD}`, 'text/plain'],
			[JSON.stringify({ address: `https://qadam.example/ur/badge/${AWARD}` }), 'application/json']
		] as const) {
			const answer = await ask(body as BodyInit, type);
			expect(answer).toMatchObject({ status: 200, type: 'application/json' });
			expect(answer.headers.get('cache-control')).toBe('no-store');
			expect(answer.body).toMatchObject({
				verdict: 'valid',
				checkedAt: new Date(now).toISOString(),
				reason: null,
				checks: { issuer: 'own', signature: 'holds', standing: 'active' },
				badge: { achievement: { name: 'Badge' }, validFrom: new Date(NOW).toISOString(), validUntil: null },
				publicPage: `https://qadam.example/en/badge/${AWARD}`
			});
		}
	});

	test('B5 tells a name only while its holder shows it', async () => {
		const holder = async () => (await ask(AWARD)).body.holder;
		expect(await holder()).toBeNull();
		expect(JSON.stringify((await ask(AWARD)).body)).not.toContain('Shabana');
		await changePublicName(services(), 'l1', AWARD, true);
		expect(await holder()).toBe('Shabana');
		await changePublicName(services(), 'l1', AWARD, false);
		expect(await holder()).toBeNull();
	});

	test('B7 what is no badge has a verdict too; what is no request a problem', async () => {
		expect((await ask('{"a":1}', 'application/json')).body).toMatchObject({
			verdict: 'not_badge',
			badge: null,
			publicPage: null,
			holder: null
		});
		expect((await ask('{"address":5}', 'application/json')).body).toMatchObject({ verdict: 'not_badge' });
		for (const [body, type, status, tag] of [
			['', undefined, 400, 'empty'],
			[new FormData(), undefined, 400, 'empty'],
			['torn', 'multipart/form-data; boundary=x', 400, 'empty'],
			[`{"id":"${'x'.repeat(70_000)}"}`, 'application/json', 413, 'too-large'],
			[new Uint8Array(9_000_000), 'image/png', 413, 'too-large']
		] as const) {
			const answer = await ask(body as BodyInit, type);
			expect(answer, `${tag} ${type}`).toMatchObject({ status, type: 'application/problem+json' });
			expect(answer.body.type).toBe(`/problems/${tag}`);
		}
	});

	test('B7 a network that asks without end waits for the next minute, and others do not', async () => {
		for (let i = 0; i < 40; i++) expect((await ask('x', 'text/plain', '10.0.0.9')).status).toBe(200);
		const refused = await ask('x', 'text/plain', '10.0.0.9');
		expect(refused).toMatchObject({ status: 429, body: { type: '/problems/too-often' } });
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
		expect((await ask('x', 'text/plain', '10.0.0.8')).status).toBe(200);
		now += 60_000;
		expect((await ask('x', 'text/plain', '10.0.0.9')).status).toBe(200);
	});
});
