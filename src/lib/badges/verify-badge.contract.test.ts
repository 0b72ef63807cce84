import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import qrcode from 'qrcode';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bakePng, PIXEL } from '../../../tests/support/bake-png.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { verifyIndependently } from '../../../tests/support/independent-verifier.ts';
import { TAMPERED } from '../../../tests/support/tamperings.ts';
import { INSTALLATION } from '../accounts/index.server.ts';
import type { Course } from '../catalog/index.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { systemRandom } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { insertAward } from './award.repository.server.ts';
import { frozenCriteria } from './decide-award.ts';
import { didDocument, didOf } from './did.ts';
import {
	bakedPicture,
	bakedPng,
	changeAward,
	credentialOf,
	findAward,
	readKeys,
	rotateKeys
} from './index.server.ts';
import { signingKey, type IssuerKey } from './issuer-keys.server.ts';
import { sign, type Signed } from './sign.server.ts';
import { statusListCredential } from './status-list.server.ts';
import { verifyBadge } from './verify-badge.server.ts';
import { CREDENTIAL_BYTES_MAX, FILE_BYTES_MAX } from './verify-verdict.ts';

const NOW = 1_795_000_000_000;
const DAY = 86_400_000;
const ORIGIN = 'https://qadam.example';
const OTHER = 'https://academy.example';
const text = (s: string) => ({ ur: s, en: s });
const course = {
	id: 'c1',
	version: 'v1',
	check: { draw: 12, pass: 9 },
	badge: { id: 'b1', name: text('Badge'), description: text('Did it'), criteria: text('Nine of twelve') },
	practical: { lesson: 'a4', pass: 4, rubric: [] }
} as unknown as Course;
/** Without a practical task. */
const part = {
	...course,
	id: 'p1',
	practical: { lesson: '', pass: 0, rubric: [] },
	badge: { ...course.badge, id: 'b2', name: text('Part') }
} as Course;
const courses = [course, part];

interface Kind {
	of?: Course;
	openBank?: boolean;
	/** Lists are named after it: another one after a restore. */
	epoch?: string;
}

type Json = Record<string, unknown>;
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
/** Whether each chunk of a PNG says its own sum. */
function crcsHold(png: Buffer): boolean {
	let at = 8;
	while (at < png.length) {
		const end = at + 8 + png.readUInt32BE(at);
		if (crc32(png.subarray(at + 4, end)) !== png.readUInt32BE(end)) return false;
		at = end + 4;
	}
	return at === png.length;
}
const uuid = (seed: string) => {
	const hex = sha256HexSync(seed);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8000-8000-${hex.slice(12, 24)}`;
};

describeEachDatabase('verifying a badge', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-verify-'));
	const elsewhere = mkdtempSync(join(tmpdir(), 'qadam-other-issuer-'));
	afterAll(() => [dataDir, elsewhere].forEach((dir) => rmSync(dir, { recursive: true, force: true })));
	let now = NOW;
	let epoch = 'epoch-1';
	const services = (): Services =>
		({
			...get(),
			clock: () => now,
			random: systemRandom,
			catalogue: { version: (id: string) => courses.find((one) => one.id === id), earned: () => courses },
			epoch,
			env: { origin: ORIGIN, demo: false, dataDir }
		}) as unknown as Services;
	const ask = (given: unknown) => verifyBadge(services(), bytes(given));
	const independent = async (credential: unknown) =>
		verifyIndependently(credential as Json, {
			did: didDocument(
				ORIGIN,
				(await readKeys(dataDir, NOW)).map((k) => k.publicKeyMultibase)
			),
			statusList: async (url) => {
				const list = await statusListCredential(services(), url.split('/').pop()!);
				if (!list) throw new Error('no such list');
				return list;
			}
		}).catch(() => 'refused' as const);
	const change = (awardId: string, act: 'revoke' | 'suspend' | 'reinstate') =>
		changeAward(services(), [], { awardId, act, by: 'staff-1', reason: 'Copied answers' });

	beforeAll(() =>
		get()
			.db.insertInto('staff_role')
			.values({ organisation_id: INSTALLATION, staff_id: 'staff-1', role: 'administrator', granted_at: NOW })
			.execute()
	);

	async function badge(
		learnerId: string,
		{ of = course, openBank = false, epoch: named = epoch }: Kind = {}
	): Promise<Signed & { awardId: string }> {
		const awardId = uuid(learnerId);
		await get()
			.db.transaction()
			.execute((tx) =>
				insertAward(tx, {
					learner_id: learnerId,
					badge: of.badge.id,
					award_id: awardId,
					course: of.id,
					criterion_version: 'v1',
					criterion: JSON.stringify(frozenCriteria(of)),
					evidence: '[]',
					open_bank: openBank ? 1 : 0,
					awarded_at: NOW - DAY,
					state: 'active'
				})
			);
		const credential = await credentialOf(
			{ ...services(), epoch: named },
			(await findAward(get().db, awardId))!
		);
		if (!credential.ok) throw new Error(credential.refusal.tag);
		return Object.defineProperty(credential.value, 'awardId', { value: awardId }) as never;
	}

	test('B7 a badge of ours is valid: who gave it, what was proven, and by which key', async () => {
		const given = await badge('v1');
		const found = await ask(given);
		expect(found).toMatchObject({
			verdict: 'valid',
			checkedAt: NOW,
			reason: null,
			checks: { issuer: 'own', signature: 'holds', standing: 'active' },
			badge: {
				awardId: given.awardId,
				issuer: { id: didOf(ORIGIN), name: 'Qadam' },
				achievement: { name: 'Badge', description: 'Did it', criteria: 'Nine of twelve' },
				validFrom: NOW - DAY,
				validUntil: null
			}
		});
		expect(found.checks.key).toBe((given.proof[0]!.verificationMethod as string).split('#')[1]);
		expect(await independent(given)).toBe('valid');
	});

	test('B7 a badge in a picture, SVG or PNG, packed or not, is the badge', async () => {
		const given = await badge('v2');
		const svg = bakedPicture({ tileSeed: 5, credential: given, address: 'x', qr: { size: 1, path: '' } });
		const json = JSON.stringify(given);
		for (const picture of [svg, bakePng([json]), bakePng([json], { deflate: true })])
			expect(await verifyBadge(services(), Buffer.from(picture))).toMatchObject({ verdict: 'valid' });
		const escaped = svg.replace(/<!\[CDATA\[(.*)\]\]>/s, (_, body: string) => body.replaceAll('"', '&quot;'));
		expect(await ask(escaped)).toMatchObject({ verdict: 'valid' });
	});

	test('B6 the PNG to keep is a picture to every reader, carries the badge, and leads to it when a chat has pressed it anew', async () => {
		const given = await badge('v20');
		const address = `${ORIGIN}/ur/badge/${given.awardId}`;
		const { modules } = qrcode.create(address);
		const squares = Array.from({ length: modules.size ** 2 }, (_, i) => i).filter((i) => modules.data[i]);
		const path = squares.map((i) => `M${(i % modules.size) + 4} ${Math.floor(i / modules.size) + 4}h1v1h-1z`);
		const png = await bakedPng(
			{
				tileSeed: 5,
				credential: given,
				address: address.slice('https://'.length),
				qr: { size: modules.size + 8, path: path.join('') }
			},
			{ name: 'آن لائن بیچنا', issuer: 'قدم', rtl: true }
		);
		// A reader that is strict about the sums of chunks opens it.
		const { data, info } = await sharp(png, { failOn: 'warning' })
			.raw()
			.toBuffer({ resolveWithObject: true });
		expect([info.width, info.height, data.length > 0]).toEqual([900, 1275, true]);
		expect(crcsHold(png)).toBe(true);
		const valid = { verdict: 'valid', badge: { awardId: given.awardId } };
		expect(await verifyBadge(services(), png)).toMatchObject(valid);
		const pressed = await sharp(png).resize(720).jpeg({ quality: 60 }).toBuffer();
		expect(pressed.includes('openbadgecredential')).toBe(false);
		expect(await verifyBadge(services(), pressed)).toMatchObject(valid);
		expect(png.length).toBeLessThan(60_000);
	});

	test('B7 an address of ours, or the bare number, is looked up; others are not opened', async () => {
		const { awardId } = await badge('v3');
		for (const address of [
			`${ORIGIN}/ur/badge/${awardId}`,
			`${ORIGIN}/en/badge/${awardId}?from=qr#x`,
			`qadam.example/en/badge/${awardId}`,
			`${ORIGIN}/credentials/${awardId}`,
			`${ORIGIN}/en/badge/${awardId}/picture.svg`,
			`${ORIGIN}/ur/badge/${awardId}/baked.png`,
			awardId,
			`urn:uuid:${awardId.toUpperCase()}`
		])
			expect(await ask(address), address).toMatchObject({ verdict: 'valid', badge: { awardId } });
		const refused = { badge: null, checks: { issuer: null } };
		for (const [address, verdict, reason] of [
			[`https://evil.example/en/badge/${awardId}`, 'foreign', 'address'],
			[`http://169.254.169.254/en/badge/${awardId}`, 'foreign', 'address'],
			[`https://qadam.example.evil.example/ur/badge/${awardId}`, 'foreign', 'address'],
			[`https://qadam.example@evil.example/ur/badge/${awardId}`, 'foreign', 'address'],
			[`${ORIGIN}/ur/badge/${uuid('nobody')}`, 'not_badge', 'no_such_badge'],
			[`${ORIGIN}/ur/shop/x`, 'not_badge', 'no_such_badge'],
			['salaam', 'not_badge', 'not_json'],
			['javascript:alert(1)', 'not_badge', 'not_json']
		] as const)
			expect(await ask(address), address).toMatchObject({ verdict, reason, ...refused });
	});

	test('B6, B7 the QR code on a photo is read; a chat that pressed the picture anew does not hide the badge', async () => {
		const given = await badge('v19');
		const photo = async (address: string, format: 'png' | 'jpeg' | 'webp') => {
			const { modules } = qrcode.create(address);
			const squares = Array.from({ length: modules.size ** 2 }, (_, i) => i).filter((i) => modules.data[i]);
			const path = squares.map(
				(i) => `M${(i % modules.size) + 4} ${Math.floor(i / modules.size) + 4}h1v1h-1z`
			);
			const side = modules.size + 8;
			return sharp(
				Buffer.from(
					`<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600" viewBox="0 0 ${side} ${side}"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path.join('')}"/></svg>`
				)
			)
				.toFormat(format)
				.toBuffer();
		};
		for (const format of ['png', 'jpeg', 'webp'] as const)
			expect(
				await verifyBadge(services(), await photo(`${ORIGIN}/ur/badge/${given.awardId}`, format)),
				format
			).toMatchObject({ verdict: 'valid', badge: { awardId: given.awardId } });
		expect(
			await verifyBadge(services(), await photo('https://evil.example/ur/badge/1', 'png'))
		).toMatchObject({
			verdict: 'foreign',
			about: 'evil.example'
		});
		expect(await verifyBadge(services(), await photo('WIFI:T:WPA;S:x;P:y;;', 'png'))).toMatchObject({
			verdict: 'not_badge'
		});
		const torn = (await photo('x', 'jpeg')).subarray(0, 300);
		expect(await verifyBadge(services(), torn)).toMatchObject({
			verdict: 'not_badge',
			reason: 'picture_empty'
		});
	});

	test('B3, B7 badges verify through rotation and after an epoch, by the key that signed them', async () => {
		const before = await badge('v4');
		await rotateKeys(dataDir, NOW + 1);
		const after = await badge('v5');
		epoch = 'epoch-2';
		const later = await badge('v6');
		const keys = await Promise.all([before, after, later].map(async (one) => (await ask(one)).checks.key));
		expect(new Set(keys).size).toBe(2);
		for (const one of [before, after, later]) {
			expect(await ask(one)).toMatchObject({ verdict: 'valid' });
			expect(await independent(one)).toBe('valid');
			await change(one.awardId, 'revoke');
			expect(await ask(one)).toMatchObject({ verdict: 'revoked' });
			expect(await independent(one)).toBe('revoked');
		}
	});

	test('B4 revoked, suspended and given again show at once; a suspension is told apart in the list beside', async () => {
		const given = await badge('v7');
		const { statusListCredential: url, statusListIndex } = given.credentialStatus as Record<string, string>;
		const bitIn = async (purpose: string) => {
			const list = (await statusListCredential(
				services(),
				url!.split('/').pop()!.replace('revocation', purpose)
			))!;
			const status = {
				...(given.credentialStatus as Json),
				statusPurpose: (list.credentialSubject as Json).statusPurpose,
				statusListCredential: list.id
			};
			expect(status).toMatchObject({ statusPurpose: purpose, statusListIndex });
			// The list itself is signed: read by the verifier that shares no code with ours.
			expect(await independent(list)).toBe('valid');
			const { BitstringStatusList } = await import('@digitalbazaar/vc-bitstring-status-list');
			const { encodedList } = list.credentialSubject as { encodedList: string };
			return (await BitstringStatusList.decode({ encodedList })).getStatus(Number(statusListIndex));
		};
		for (const [act, verdict, revocation, suspension] of [
			['suspend', 'suspended', true, true],
			['reinstate', 'valid', false, false],
			['revoke', 'revoked', true, false],
			['reinstate', 'valid', false, false],
			['suspend', 'suspended', true, true],
			['revoke', 'revoked', true, false]
		] as const) {
			expect((await change(given.awardId, act)).ok, act).toBe(true);
			expect(await ask(given), act).toMatchObject({
				verdict,
				checks: { standing: verdict === 'valid' ? 'active' : verdict }
			});
			expect([await bitIn('revocation'), await bitIn('suspension')], act).toEqual([revocation, suspension]);
			expect(await independent(given)).toBe(revocation ? 'revoked' : 'valid');
		}
		expect(await change(given.awardId, 'suspend')).toMatchObject({ refusal: { tag: 'already_so' } });
		expect(await ask(given)).toMatchObject({ verdict: 'revoked' });
	});

	test('B4 of a badge whose record is not here the signature holds, and no more is said', async () => {
		const given = await badge('v8');
		const { db } = get();
		await db.deleteFrom('award').where('learner_id', '=', 'v8').execute();
		expect(await ask(given)).toMatchObject({
			verdict: 'standing_unknown',
			reason: 'no_record',
			checks: { signature: 'holds', standing: 'unknown' },
			badge: { awardId: null }
		});
		// Its bit alone can still take it back.
		await change(given.awardId, 'revoke');
	});

	const ownKey = async () => signingKey(await readKeys(dataDir, NOW));
	const unsigned = ({ proof: _, ...rest }: Signed): Json => rest;

	test('B7 days: not yet, over, over by its proof; and revoked stays the graver word', async () => {
		const given = await badge('v9');
		const again = async (over: Json) => sign({ ...unsigned(given), ...over }, await ownKey(), ORIGIN, NOW);
		const iso = (at: number) => new Date(at).toISOString();
		const over = await again({ validUntil: iso(NOW + DAY) });
		expect(await ask(over)).toMatchObject({ verdict: 'valid', badge: { validUntil: NOW + DAY } });
		now = NOW + 2 * DAY;
		expect(await ask(over)).toMatchObject({ verdict: 'expired' });
		await change(given.awardId, 'revoke');
		expect(await ask(over)).toMatchObject({ verdict: 'revoked' });
		await change(given.awardId, 'reinstate');
		now = NOW - 2 * DAY;
		expect(await ask(given)).toMatchObject({ verdict: 'not_yet' });
		// Clocks differ by minutes, not by hours.
		now = NOW - DAY - 60_000;
		expect(await ask(given)).toMatchObject({ verdict: 'valid' });
		now = NOW;
	});

	describe('another issuer', () => {
		let keys: IssuerKey[];
		let theirs: Signed;
		const allow = (document: unknown) => {
			mkdirSync(join(dataDir, 'issuers'), { recursive: true });
			writeFileSync(
				join(dataDir, 'issuers', 'academy.json'),
				typeof document === 'string' ? document : JSON.stringify(document)
			);
		};
		const signTheirs = (over: Json = {}) =>
			sign(
				{
					'@context': [
						'https://www.w3.org/ns/credentials/v2',
						'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
					],
					id: `${OTHER}/c/1`,
					type: ['VerifiableCredential', 'OpenBadgeCredential'],
					issuer: { id: didOf(OTHER), type: ['Profile'], name: 'Academy' },
					validFrom: new Date(NOW - DAY).toISOString(),
					credentialSubject: {
						type: ['AchievementSubject'],
						achievement: {
							id: `${OTHER}/a/1`,
							type: ['Achievement'],
							name: 'Sewing',
							description: 'Sews',
							criteria: { narrative: 'A seam' }
						}
					},
					...over
				},
				signingKey(keys),
				OTHER,
				NOW
			);
		const document = () =>
			didDocument(
				OTHER,
				keys.map((k) => k.publicKeyMultibase)
			);

		beforeAll(async () => {
			keys = await readKeys(elsewhere, NOW);
			theirs = await signTheirs();
		});

		test('B7 that nobody listed is foreign, and none of its words are repeated', async () => {
			expect(await ask(theirs)).toMatchObject({
				verdict: 'foreign',
				reason: 'issuer',
				about: didOf(OTHER),
				checks: { issuer: 'foreign', signature: null },
				badge: null
			});
		});

		test('B7 that the operator listed is believed by the keys in its file, rotated ones too', async () => {
			allow(document());
			expect(await ask(theirs)).toMatchObject({
				verdict: 'valid',
				checks: { issuer: 'listed', standing: 'none' },
				badge: { awardId: null, issuer: { name: 'Academy' }, achievement: { name: 'Sewing' } }
			});
			keys = await rotateKeys(elsewhere, NOW + 1);
			const fresh = await signTheirs();
			// The operator's file is older than their new key.
			expect(await ask(fresh)).toMatchObject({ verdict: 'altered', reason: 'unknown_key' });
			allow(document());
			expect(await ask(fresh)).toMatchObject({ verdict: 'valid' });
			expect(await ask(theirs)).toMatchObject({ verdict: 'valid' });
		});

		test('B7 with a status list that is elsewhere: the signature holds, nothing is fetched, and it says so', async () => {
			allow(document());
			const status = {
				id: `${OTHER}/status/1#7`,
				type: 'BitstringStatusListEntry',
				statusPurpose: 'revocation',
				statusListIndex: '7',
				statusListCredential: 'http://169.254.169.254/latest'
			};
			expect(await ask(await signTheirs({ credentialStatus: status }))).toMatchObject({
				verdict: 'standing_unknown',
				reason: 'not_asked',
				badge: { issuer: { name: 'Academy' } }
			});
		});

		test('B7 may not sign for us, nor we for it; and a broken file lists nobody', async () => {
			allow(document());
			const given = await badge('v10');
			const forged = await sign(unsigned(given), signingKey(keys), OTHER, NOW);
			expect(await ask(forged)).toMatchObject({ verdict: 'altered', reason: 'unknown_key' });
			expect(await independent(forged)).toBe('unknown_key');
			const key = signingKey(keys).publicKeyMultibase;
			for (const broken of [
				'{',
				'null',
				'[]',
				{ ...document(), id: 'did:key:z6Mk' },
				{ ...document(), assertionMethod: [] },
				{ ...document(), assertionMethod: [null, 7, { id: 7 }] },
				{ ...document(), verificationMethod: [null, { id: 5 }] },
				// A key that somebody else controls, in the issuer's own document.
				{
					...document(),
					verificationMethod: [
						{
							id: `${didOf(OTHER)}#${key}`,
							type: 'Multikey',
							controller: 'did:web:evil.example',
							publicKeyMultibase: key
						}
					]
				}
			]) {
				allow(broken);
				expect((await ask(await signTheirs())).verdict, JSON.stringify(broken).slice(0, 90)).toMatch(
					/^(foreign|altered)$/
				);
			}
		});
	});

	/** What a badge may be of: what is signed differs by it. */
	const KINDS: Record<string, Kind> = {
		'a course': {},
		'an open bank': { openBank: true },
		'a part check': { of: part },
		'a course, after a restore': { epoch: 'epoch-3' }
	};

	for (const [kind, of] of Object.entries(KINDS))
		test(`B7 ${TAMPERED.length} tamperings of a badge of ${kind}: before and after rotation, revoked, suspended, given again: none is valid, and the independent verifier agrees`, async () => {
			const seed = (which: string) => `tampered ${kind} ${which}`;
			const before = await badge(seed('before'), of);
			await rotateKeys(dataDir, NOW + 2);
			const states = {
				before,
				after: await badge(seed('after'), of),
				revoked: await badge(seed('revoked'), of),
				suspended: await badge(seed('suspended'), of),
				again: await badge(seed('again'), of)
			};
			await change(states.revoked.awardId, 'revoke');
			await change(states.suspended.awardId, 'suspend');
			await change(states.again.awardId, 'revoke');
			await change(states.again.awardId, 'reinstate');
			// And once more: by now the key of each is a former one.
			await rotateKeys(dataDir, NOW + 3);
			expect(TAMPERED.length).toBeGreaterThanOrEqual(20);
			expect(new Set(TAMPERED.map(({ what }) => what)).size).toBe(TAMPERED.length);
			for (const [which, credential] of Object.entries(states)) {
				for (const { what, make, verdict, reason, laxer } of TAMPERED) {
					const forged = make(credential);
					const found = await ask(forged);
					expect({ what, which, verdict: found.verdict, reason: found.reason }).toMatchObject({
						what,
						verdict,
						...(reason && { reason })
					});
					expect(found.badge, what).toBeNull();
					// One that is laxer shows why ours is not; of all others it says the same.
					const said = await independent(forged);
					if (!laxer) expect(said, `${what}, ${which}`).not.toMatch(/^(valid|revoked)$/);
				}
				// What nobody touched still says how it stands: it was the tampering that was refused.
				const stands = which === 'revoked' || which === 'suspended' ? which : 'valid';
				expect((await ask(credential)).verdict, which).toBe(stands);
				expect(await independent(credential), which).toBe(stands === 'valid' ? 'valid' : 'revoked');
			}
		});

	test('B7 a status at the same node, written in another place, hides no revocation', async () => {
		const given = await badge('v18');
		// Evidence that is the badge itself: its node stands in the text twice, and once in the graph.
		const evidence = { id: given.id, type: ['Evidence'] };
		const signed = await sign({ ...unsigned(given), evidence: [evidence] }, await ownKey(), ORIGIN, NOW);
		expect((await ask(signed)).verdict).toBe('valid');
		await change(given.awardId, 'revoke');
		const { credentialStatus, ...rest } = signed;
		const moved = {
			...rest,
			evidence: [{ ...evidence, type: ['VerifiableCredential', 'Evidence'], credentialStatus }]
		};
		// The same graph, so the same signature: who reads the JSON alone sees no status to ask for.
		expect(await independent(moved)).toBe('valid');
		expect(await ask(moved)).toMatchObject({ verdict: 'altered', reason: 'unsigned_field' });
	});

	test('B7 what only looks like JSON to some: duplicate keys, prototypes, numbers, halves of characters', async () => {
		const json = JSON.stringify(await badge('v14'));
		const first = (extra: string) => `{${extra},${json.slice(1)}`;
		for (const [what, given, reason] of [
			['a key twice', first('"id":"https://qadam.example/x"'), 'duplicate_key'],
			['a key twice, spelled otherwise', first('"\\u0069d":"https://qadam.example/x"'), 'duplicate_key'],
			[
				'a key twice within',
				json.replace('"type":["Profile"]', '"type":["Profile"],"type":["Profile"]'),
				'duplicate_key'
			],
			['a prototype', first('"__proto__":{"issuer":"x"}'), 'forbidden_key'],
			['a constructor', first('"constructor":{"prototype":{}}'), 'forbidden_key'],
			['a number past all', first('"x":1e999'), 'number'],
			['a number that programs read differently', first('"x":9007199254740993'), 'number'],
			['half a character', first('"x":"\\ud800"'), 'characters'],
			['a zero', first('"x":"\\u0000"'), 'characters'],
			['a nameless node by name', first('"evidence":{"id":"_:b0","type":["Evidence"]}'), 'wrong_shape'],
			['a torn text', json.slice(0, -1), 'not_json'],
			['a list', `[${json}]`, 'wrong_shape'],
			['nothing', '', 'empty'],
			['white space', ' \n ', 'empty'],
			['null', 'null', 'not_json'],
			['bytes that are no text', Buffer.from([0xc3, 0x28, 0xff]).toString('latin1'), 'not_json'],
			['a token', `eyJhbGciOiJFZERTQSJ9.${'a'.repeat(50)}.${'b'.repeat(40)}`, 'jwt']
		] as const)
			expect(await ask(given), what).toMatchObject({ verdict: 'not_badge', reason, badge: null });
	});

	test('B7 graphs that are hard to put in order, circles and masses end soon, with a plain answer', async () => {
		const given = await badge('v15');
		const evidence = (value: unknown) => ({ ...given, evidence: value });
		const node = (inner?: unknown): Json => ({
			type: ['Evidence'],
			...(inner === undefined ? {} : { evidence: inner })
		});
		const nested = (depth: number): Json => (depth ? node(nested(depth - 1)) : node());
		const circle = { id: 'urn:x:1', type: ['Evidence'], name: 'a' };
		const began = Date.now();
		for (const [what, value] of Object.entries({
			'10,000 nameless nodes': Array.from({ length: 10_000 }, () => ({})),
			'250 equal nodes': Array.from({ length: 250 }, () => node()),
			'60 nests of equal nodes': Array.from({ length: 60 }, () => ({
				type: ['Evidence'],
				evidence: [{}, {}, {}]
			})),
			'a nest of thirty': nested(30),
			'a circle by name': [
				circle,
				{ id: 'urn:x:2', type: ['Evidence'], name: circle },
				{ id: 'urn:x:1', name: { id: 'urn:x:2' } }
			]
		})) {
			const found = await ask(evidence(value));
			expect(['not_badge', 'altered', 'too_large'], `${what}: ${found.verdict} ${found.reason}`).toContain(
				found.verdict
			);
		}
		// Terms that the contexts know, so that it comes to putting the graph in order: equal nests of equal nodes.
		const alignment = { type: ['Alignment'], targetName: 'x', targetUrl: 'https://a.example' };
		const result = { type: ['Result'], alignment: Array.from({ length: 6 }, () => alignment) };
		const poison = {
			...given,
			credentialSubject: {
				...(given.credentialSubject as Json),
				result: Array.from({ length: 30 }, () => result)
			}
		};
		expect(await ask(poison)).toMatchObject({ verdict: 'not_badge', reason: 'too_complex' });
		expect(await ask('['.repeat(60_000))).toMatchObject({ verdict: 'not_badge' });
		expect(await ask(`${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`)).toMatchObject({
			reason: 'too_complex'
		});
		expect(Date.now() - began).toBeLessThan(15_000);
	});

	test('B7 too large is said before anything is read', async () => {
		const given = await badge('v16');
		const fat = { ...given, description: 'x'.repeat(CREDENTIAL_BYTES_MAX) };
		expect(await ask(fat)).toMatchObject({ verdict: 'too_large', reason: 'bytes' });
		expect(await verifyBadge(services(), bakePng([JSON.stringify(fat)], { deflate: true }))).toMatchObject({
			verdict: 'not_badge',
			reason: 'picture_empty'
		});
		expect(await verifyBadge(services(), new Uint8Array(FILE_BYTES_MAX + 1))).toMatchObject({
			verdict: 'too_large'
		});
	});

	test('B7 pictures without a badge, with two, torn, or with scripts', async () => {
		const given = await badge('v17');
		const json = JSON.stringify(given);
		const svg = (body: string, ns = 'https://purl.imsglobal.org/ob/v3p0') =>
			`<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="${ns}"><script>alert(1)</script>${body}</svg>`;
		const element = `<openbadges:credential><![CDATA[${json}]]></openbadges:credential>`;
		const png = bakePng([json]);
		for (const [what, picture, verdict, reason] of [
			['an empty PNG', PIXEL, 'not_badge', 'picture_empty'],
			['a PNG with two', bakePng([json, json]), 'not_badge', 'several_credentials'],
			[
				'a PNG with another keyword',
				bakePng([json], { keyword: 'openbadges' }),
				'not_badge',
				'picture_empty'
			],
			['a PNG torn in its badge', png.subarray(0, 400), 'not_badge', 'picture_empty'],
			[
				'a PNG whose chunk is longer than the file',
				Buffer.concat([PIXEL.subarray(0, 8), Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.from('iTXt')]),
				'not_badge',
				'picture_empty'
			],
			[
				'a PNG that is packed wrongly',
				bakePng([json], { keyword: 'openbadgecredential\0\x01' }),
				'not_badge',
				'picture_empty'
			],
			['an SVG without', svg(''), 'not_badge', 'picture_empty'],
			['an SVG with two', svg(element + element), 'not_badge', 'several_credentials'],
			['an SVG with a script', svg(element), 'valid', null],
			['an SVG of another namespace', svg(element, 'https://evil.example'), 'not_badge', 'picture_empty'],
			[
				'an SVG that never ends',
				svg('').replace('</svg>', '<openbadges:credential><![CDATA[{'),
				'not_badge',
				'picture_empty'
			],
			['a page', '<html><body>badge</body></html>', 'not_badge', 'picture_empty']
		] as const)
			expect(await verifyBadge(services(), Buffer.from(picture)), what).toMatchObject({ verdict, reason });
	});
});
