import { webcrypto } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { MINUTE } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isKnownDevice } from './attempt.repository.server.ts';
import { bearerLearner } from './bearer-learner.server.ts';
import { secretText } from './check-secret.server.ts';
import { deviceOf } from './cookies.server.ts';
import type { Secret } from './decide-secret.ts';
import { joinedOf, type Opens } from './handover.ts';
import { putHandover, takeHandover } from './handover.server.ts';
import { joinLearner } from './join.server.ts';
import { logIn, recover, reissueCard } from './log-in.server.ts';
import { openByReader, proveAgain } from './open-by-reader.server.ts';
import { proveByForm } from './prove-by-form.server.ts';
import { bearerToken, readerLearner } from './reader.server.ts';
import { ensureGuest, readSession, startLearnerSession } from './session.server.ts';
import { digits, joining, pictures, testJar, testServices, value } from './test-kit.server.ts';
import { checkTile } from './tile.server.ts';

const { subtle } = webcrypto;
const bytes = (text: string) => Buffer.from(text, 'base64');

/** As the phone does it, with nothing but WebCrypto. */
async function unlock({ lock }: Opens, learnerId: string, secret: Secret): Promise<string> {
	const { salt, rounds, box } = lock!;
	const typed = await subtle.importKey('raw', Buffer.from(secretText(secret)), 'PBKDF2', false, [
		'deriveKey'
	]);
	const opening = await subtle.deriveKey(
		{ name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: rounds },
		typed,
		{ name: 'AES-GCM', length: 256 },
		false,
		['decrypt']
	);
	const sealed = bytes(box);
	const key = await subtle.decrypt(
		{ name: 'AES-GCM', iv: sealed.subarray(0, 12), additionalData: Buffer.from(learnerId) },
		opening,
		sealed.subarray(12)
	);
	return Buffer.from(key).toString('base64');
}

describeEachDatabase('her work on a phone', (get) => {
	const start = async (seed: string, more: Parameters<typeof joining>[1] = {}) => {
		const s = testServices(get(), seed);
		const made = value(await joinLearner(s, joining(s, more)));
		return { s, jar: testJar(), made, opens: made.opens!, learnerId: made.learnerId };
	};
	const here = { deviceHash: 'new', profiles: [] };

	it('K3 her secret gives back her key in WebCrypto, bound to her id; another secret does not', async () => {
		const { s, opens, learnerId } = await start('a');
		expect(opens.key).toBe(Buffer.from(s.secrets.phoneKey(learnerId)).toString('base64'));
		expect(bytes(opens.key)).toHaveLength(32);
		expect(opens.lock).toMatchObject({ kind: 'pictures', rounds: 100_000 });
		expect(bytes(opens.lock!.salt)).toHaveLength(16);
		expect(await unlock(opens, learnerId, pictures)).toBe(opens.key);
		await expect(unlock(opens, learnerId, digits)).rejects.toThrow();
		await expect(unlock(opens, 'another', pictures)).rejects.toThrow();
	});

	it('K8 every way in hands over the same key, a reader of its own, and a lock of the secret that holds now', async () => {
		const { s, made, opens, learnerId } = await start('b');
		const other = value(await joinLearner(s, joining(s)));
		const code = made.card!.code;
		const logged = value(await logIn(s, { code, secret: pictures, here })).opens!;
		const token = made.card!.recovery;
		const recovered = value(await recover(s, { token, secret: digits, here })).opens!;
		expect(new Set([opens, logged, recovered].map((o) => o.key)).size).toBe(1);
		expect(other.opens!.key).not.toBe(opens.key);
		expect(new Set([opens, logged, recovered].map((o) => o.reader)).size).toBe(3);
		for (const { reader } of [opens, logged, recovered])
			expect(await readerLearner(s, reader)).toBe(learnerId);
		expect(await unlock(logged, learnerId, pictures)).toBe(opens.key);
		expect(await unlock(recovered, learnerId, digits)).toBe(opens.key);
	});

	it('K8 a reader is stored only as a hash; an upload token reads nothing, a reader uploads nothing', async () => {
		const { s, made, opens, learnerId } = await start('c');
		const rows = await s.db
			.selectFrom('reader_token')
			.selectAll()
			.where('learner_id', '=', learnerId)
			.execute();
		expect(rows).toHaveLength(1);
		expect(JSON.stringify(rows)).not.toContain(opens.reader);
		for (const no of [made.uploads[0]!.token, '', 'x'.repeat(64), `${opens.reader}0`, opens.reader.slice(1)])
			expect(await readerLearner(s, no)).toBeNull();
		expect(await bearerLearner(s, opens.reader)).toBeNull();
		const asked = (authorization: string) =>
			bearerToken(new Request('https://q.example', { headers: { authorization } }));
		expect(asked(`Bearer ${opens.reader}`)).toBe(opens.reader);
		expect(asked(opens.reader)).toBeUndefined();
	});

	it('K1 what is handed over fits a cookie, with the longest name and all the work of a full phone', async () => {
		const s = testServices(get(), 'd');
		const profiles = Array.from({ length: 8 }, () => uuidv7(s.clock(), s.random));
		await joinLearner(s, joining(s, { profiles: profiles.slice(0, 1) }));
		const made = value(await joinLearner(s, joining(s, { name: 'ﷺ'.repeat(60), profiles })));
		expect([made.uploads.length, made.refused.length]).toEqual([7, 1]);
		const jar = testJar();
		putHandover(s, jar, made);
		expect(jar.values.get('qadam_handover')!.length).toBeLessThan(3800);
		const joined = joinedOf(takeHandover(s, jar, made.learnerId)!);
		expect(joined).toHaveLength(7);
		const { learnerId, name, tileSeed, opens } = made;
		expect(joined[0]).toEqual({ ...made.uploads[0], learnerId, name, tileSeed, ...opens });
	});

	it('K8 the page after opening her work is for her, whichever tile the phone had open', async () => {
		const { s, jar, made } = await start('e');
		const tile = (id: string) => {
			jar.values.set('tile', id);
			putHandover(s, jar, made);
			return jar.values.get('tile');
		};
		expect(tile(made.uploads[0]!.profileId)).toBe(made.uploads[0]!.profileId);
		expect(tile(uuidv7(1, s.random))).toBeUndefined();
		const form = {
			learnerId: made.learnerId,
			key: '1'.repeat(32),
			secret: pictures,
			deviceHash: 'her-phone'
		};
		jar.values.set('tile', 'kept');
		putHandover(s, jar, value(await reissueCard(s, form)));
		expect(jar.values.get('tile')).toBe('kept');
	});

	it('K3 a reader opens her session without proof; her secret proves it; a right one makes the device known', async () => {
		const { s, jar, opens, learnerId } = await start('f');
		expect((await openByReader(s, jar, { reader: opens.reader })).ok).toBe(true);
		const session = await readSession(s, jar);
		expect(session).toMatchObject({ learner: { learnerId, kind: 'joined' }, proof: 'phone' });
		expect(await isKnownDevice(s.db, learnerId, deviceOf(s, jar))).toBe(false);
		expect((await openByReader(s, jar, { reader: opens.reader, secret: pictures })).ok).toBe(true);
		expect(await readSession(s, jar)).toEqual({ ...session, proof: 'secret' });
		expect(await isKnownDevice(s.db, learnerId, deviceOf(s, jar))).toBe(true);
		// What has been proved is not lost by opening once more.
		await openByReader(s, jar, { reader: opens.reader });
		expect(await readSession(s, jar)).toEqual({ ...session, proof: 'secret' });
		const fresh = testJar();
		await openByReader(s, fresh, { reader: opens.reader, secret: pictures });
		expect((await readSession(s, fresh)).proof).toBe('secret');
	});

	it("K8 a reader opens its own learner's session, and ends another's that was open", async () => {
		const { s, jar, opens, learnerId } = await start('g');
		const other = value(await joinLearner(s, joining(s)));
		const before = await startLearnerSession(s, jar, other.learnerId);
		await openByReader(s, jar, { reader: opens.reader });
		expect(await readSession(s, jar)).toMatchObject({ learner: { learnerId }, proof: 'phone' });
		const old = testJar();
		old.values.set('qadam', before);
		expect((await readSession(s, old)).learner).toBeNull();
	});

	it('K3 a wrong secret opens nothing, waits, and an unknown reader is refused before any count', async () => {
		const { s, jar, opens } = await start('h');
		const open = (reader: string) => openByReader(s, jar, { reader, secret: digits });
		const tags = [];
		for (let i = 0; i < 7; i++) {
			const opened = await open(opens.reader);
			tags.push(opened.ok ? 'ok' : opened.refusal.tag);
		}
		expect(tags).toEqual([...Array(5).fill('wrong'), 'wait', 'wait']);
		expect((await readSession(s, jar)).learner).toBeNull();
		expect(await open('f'.repeat(64))).toEqual({ ok: false, refusal: { tag: 'unknown_reader' } });
		s.pass(MINUTE);
		expect((await openByReader(s, jar, { reader: opens.reader, secret: pictures })).ok).toBe(true);
	});

	it('K3 asked once more in an open session: the secret proves it and is taken out of the form', async () => {
		const { s, jar, opens, learnerId } = await start('i');
		await openByReader(s, jar, { reader: opens.reader });
		const { sessionId } = await readSession(s, jar);
		const who = { learnerId, sessionId: sessionId! };
		const form = (fields: Record<string, string>) => {
			const made = new FormData();
			for (const [name, said] of Object.entries(fields)) made.set(name, said);
			return made;
		};
		const typed = { name: 'شال گھر', area: 'ملتان', _form: 'token' };
		const fields = [
			['name', 'شال گھر'],
			['area', 'ملتان']
		];
		const prove = async (sent: FormData) => {
			const proven = await proveByForm(s, jar, who, sent);
			return proven.ok ? 'ok' : proven.refusal;
		};
		expect(await prove(form(typed))).toEqual({ tag: 'unproven', fields, file: false });
		expect(await prove(form({ ...typed, digits: '12' }))).toMatchObject({
			fields,
			fault: { tag: 'digits_length', count: 2 }
		});
		expect(await prove(form({ ...typed, digits: '493817' }))).toMatchObject({
			fields,
			fault: { tag: 'wrong_secret' }
		});
		expect((await readSession(s, jar)).proof).toBe('phone');
		const withFile = form(typed);
		withFile.set('photo', new File(['x'], 'a.png'));
		expect(await prove(withFile)).toEqual({ tag: 'unproven', fields, file: true });
		const right = form({
			...typed,
			picture_1: 'moon',
			picture_2: 'kite',
			picture_3: 'fish',
			picture_4: 'moon'
		});
		expect(await prove(right)).toBe('ok');
		expect([...right]).toEqual(Object.entries(typed));
		expect((await readSession(s, jar)).proof).toBe('secret');
	});

	it('K3 proving says so when it waits', async () => {
		const { s, jar, learnerId } = await start('j');
		const sessionId = await startLearnerSession(s, jar, learnerId, 'phone');
		for (let i = 0; i < 5; i++) await proveAgain(s, jar, { learnerId, sessionId, secret: digits });
		expect(await proveAgain(s, jar, { learnerId, sessionId, secret: pictures })).toMatchObject({
			refusal: { tag: 'wait' }
		});
		expect((await readSession(s, jar)).proof).toBe('phone');
	});
});

describeEachDatabase('tiles and sessions', (get) => {
	const start = async (seed: string) => {
		const s = testServices(get(), seed);
		const profile = uuidv7(s.clock(), s.random);
		const hers = value(await joinLearner(s, joining(s, { profiles: [profile] })));
		const other = value(await joinLearner(s, joining(s)));
		const jar = testJar();
		await startLearnerSession(s, jar, hers.learnerId);
		const check = async (method: string, given: { tile?: string; named?: string; path?: string } = {}) => {
			if (given.tile === undefined) jar.values.delete('tile');
			else jar.values.set('tile', given.tile);
			const headers: Record<string, string> =
				given.named === undefined ? {} : { 'x-qadam-profile': given.named };
			const request = new Request('https://qadam.example/ur/me/consent', { method, headers });
			const session = await readSession(s, jar);
			const verdict = await checkTile(s, request, given.path ?? '/ur/me/consent', jar, session);
			return verdict.tag === 'pass' ? (verdict.session.learner?.learnerId ?? 'nobody') : verdict.tag;
		};
		return { s, jar, check, profile, hers: hers.learnerId, other: other.learnerId };
	};

	it("K8 with another's tile open she is nobody for reading, and nothing is written", async () => {
		const { s, check, profile, hers, other } = await start('ta');
		for (const method of ['GET', 'POST']) {
			expect(await check(method)).toBe(hers);
			expect(await check(method, { tile: profile })).toBe(hers);
			expect(await check(method, { tile: hers })).toBe(hers);
			expect(await check(method, { tile: 'no profile' })).toBe(hers);
		}
		const guest = uuidv7(s.clock(), s.random);
		for (const tile of [other, guest, 'none']) {
			expect(await check('GET', { tile })).toBe('nobody');
			for (const method of ['POST', 'DELETE', 'PUT'])
				expect(await check(method, { tile })).toBe('other_profile');
			expect(await check('POST', { tile, path: '/ur/login' })).toBe('nobody');
		}
	});

	it("K8 a request that names another's profile writes nothing, whichever tile is open", async () => {
		const { s, check, profile, hers, other } = await start('tb');
		expect(await check('POST', { named: profile, tile: profile })).toBe(hers);
		for (const named of [other, uuidv7(s.clock(), s.random), '', 'no profile'])
			for (const tile of [profile, undefined])
				expect(await check('POST', { named, ...(tile && { tile }) })).toBe('other_profile');
		expect(await check('GET', { named: other })).toBe(hers);
		expect(await check('POST', { named: other, path: '/ur/logout' })).toBe(hers);
	});

	it("K1 K8 a guest's tile goes with a guest's session and with nobody's; a learner's with neither", async () => {
		const { s, jar, check, profile } = await start('tc');
		const tile = uuidv7(s.clock(), s.random);
		jar.values.delete('qadam');
		expect(await check('POST', { tile, named: tile })).toBe('nobody');
		expect(await check('POST', { tile: profile, named: profile })).toBe('other_profile');
		// Without a session there is none to be another's: a buyer's order is nobody's work.
		expect(await check('POST', { tile: profile })).toBe('nobody');
		jar.values.delete('tile');
		const guest = await ensureGuest(s, jar, 'ur');
		expect(await check('POST', { tile, named: tile })).toBe(guest);
		expect(await check('POST', { named: profile })).toBe('other_profile');
		// The phone's own session, whichever tile is open on it.
		for (const open of [profile, 'none']) expect(await check('POST', { tile: open })).toBe(guest);
	});
});
