import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bakePng, PIXEL } from '../../../tests/support/bake-png.ts';
import { checkHere, type PinnedIssuer } from './check-here.ts';
import { OPEN_BADGES_CONTEXT, staticContexts, VC_CONTEXT } from './contexts.server.ts';
import { didOf } from './did.ts';
import { bakedPicture } from './draw-picture.server.ts';
import { achievement, issuerProfile } from './issue-credential.server.ts';
import { readKeys, rotateKeys, signingKey } from './issuer-keys.server.ts';
import { ownStatements } from './own-statements.ts';
import { sign, type Signed } from './sign.server.ts';
import { textInFile } from './text-in-file.ts';

const NOW = 1_795_000_000_000;
const ORIGIN = 'https://qadam.example';
const text = (s: string) => ({ ur: s, en: s });
type Json = Record<string, unknown>;

describe('a badge checked on the phone', () => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-here-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
	let issuer: PinnedIssuer;
	let badge: Signed;

	/** As issue-credential.server.ts writes them. */
	const issue = async (over: Json = {}, origin = ORIGIN) =>
		sign(
			{
				'@context': [VC_CONTEXT, OPEN_BADGES_CONTEXT],
				id: `${origin}/credentials/1`,
				type: ['VerifiableCredential', 'OpenBadgeCredential'],
				name: 'Selling by phone',
				issuer: issuerProfile(origin),
				validFrom: new Date(NOW).toISOString(),
				awardedDate: new Date(NOW).toISOString(),
				credentialSubject: {
					id: 'urn:uuid:1',
					type: ['AchievementSubject'],
					achievement: achievement(origin, {
						id: 'c',
						badge: {
							id: 'b',
							name: text('A “quoted” "name"'),
							description: text('Back\\slash\nline'),
							criteria: text('دس میں سے نو — 𝄞')
						}
					} as never)
				},
				credentialStatus: {
					id: `${origin}/status/r#5`,
					type: 'BitstringStatusListEntry',
					statusPurpose: 'revocation',
					statusListIndex: '5',
					statusListCredential: `${origin}/status/r`
				},
				...over
			},
			signingKey(await readKeys(dataDir, NOW)),
			origin,
			NOW
		);
	const pinned = async (): Promise<PinnedIssuer> => ({
		did: didOf(ORIGIN),
		keys: (await readKeys(dataDir, NOW)).map((key) => key.publicKeyMultibase)
	});
	const check = (credential: unknown) => checkHere(JSON.stringify(credential), issuer);

	beforeAll(async () => {
		badge = await issue();
		issuer = await pinned();
	});

	test('B4 its statements are those that the library for JSON-LD finds, letter by letter', async () => {
		for (const credential of [badge, await issue({ description: 'Earned on an open bank.' })]) {
			const { proof, ...document } = credential;
			const { proofValue: _, ...options } = proof[0]!;
			const canonize = (value: Json) => cryptosuite.canonize(value, { documentLoader: staticContexts });
			expect(ownStatements(credential)).toEqual({
				document: await canonize(document),
				proof: await canonize({ '@context': document['@context'], ...options })
			});
		}
	});

	test('B4 the signature of our own badge holds, after rotation too; more is not said', async () => {
		expect(await check(badge)).toEqual({
			tag: 'signed',
			name: 'Selling by phone',
			badge: 'b',
			awardedAt: NOW,
			statusList: `${ORIGIN}/status/r`,
			statusIndex: 5
		});
		await rotateKeys(dataDir, NOW + 1);
		const fresh = await issue();
		expect(await check(fresh)).toEqual({ tag: 'newer_key' });
		issuer = await pinned();
		for (const one of [badge, fresh]) expect(await check(one)).toMatchObject({ tag: 'signed' });
	});

	test('B4 one changed value anywhere fails', async () => {
		const at = (value: unknown, path: string[]): unknown[] => {
			if (typeof value === 'string') return [replaced(badge, path, `${value}0`)];
			if (typeof value !== 'object' || value === null) return [];
			return Object.entries(value).flatMap(([key, inner]) => at(inner, [...path, key]));
		};
		const forged = at(badge, []);
		expect(forged.length).toBeGreaterThan(30);
		for (const one of forged)
			expect((await check(one)).tag, JSON.stringify(one).slice(0, 2000)).toMatch(
				/^(altered|not_ours|newer_key)$/
			);
	});

	test('B4 the file is found in our own pictures, and nowhere else', () => {
		const json = JSON.stringify(badge);
		const ascii = json.replace(
			/[\u0080-\uffff]/g,
			(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
		);
		const svg = bakedPicture({ tileSeed: 5, credential: badge, address: 'x', qr: { size: 1, path: '' } });
		for (const [what, file] of Object.entries({ json, svg, png: bakePng([ascii]) }))
			expect(JSON.parse(textInFile(new Uint8Array(Buffer.from(file)))!), what).toEqual(badge);
		for (const file of ['<svg/>', 'x', '', PIXEL, bakePng([ascii], { deflate: true }), PIXEL.subarray(0, 9)])
			expect(textInFile(new Uint8Array(Buffer.from(file)))).toBeUndefined();
	});

	test('B4 what is not exactly as we issue it is left to the server', async () => {
		const { proof, ...rest } = badge;
		for (const [what, given] of Object.entries({
			'a field more': { ...badge, score: 1 },
			'a field less': { ...rest, proof, name: undefined },
			'two proofs': { ...rest, proof: [...proof, ...proof] },
			'a bare proof': { ...rest, proof: proof[0] },
			'no proof': rest,
			'another issuer': await issue({}, 'https://academy.example'),
			'two nodes of one name': await issue({ id: 'urn:uuid:1' }),
			'a list of lists': [[badge]],
			nothing: null,
			'a language': { ...badge, name: { '@value': 'x' } }
		}))
			expect(await check(given), what).toEqual({ tag: 'not_ours' });
		expect(await checkHere('{"a":1,"a":2}', issuer)).toEqual({ tag: 'not_ours' });
		expect(await checkHere(JSON.stringify(badge).replace('{', '{"id":"x",'), issuer)).toEqual({
			tag: 'not_ours'
		});
	});
});

function replaced(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
	if (key === undefined) return by;
	if (Array.isArray(value))
		return value.map((inner, i) => (String(i) === key ? replaced(inner, rest, by) : (inner as unknown)));
	return { ...(value as Json), [key]: replaced((value as Json)[key], rest, by) };
}
