import { importKey, keyOf, newKey, seal, sealBytes, toBase64, unseal, type Lock } from '../offline/index.ts';
import { systemRandom, type Random } from '../platform/ids.ts';
import { isLock, type ClassStore, type LockRow } from './class-store.ts';

/** A phone of 2014 opens it in some three seconds; a password has 12 characters or more. */
export const ROUNDS = 300_000;

/** The phone, opened by her password; the key is nowhere but here. */
export interface OpenClassPhone {
	store: ClassStore;
	/** Whose it is. */
	staff: string;
	key: CryptoKey;
}

const textOf = (password: string) => `password:${password}`;

async function lockUp(
	staff: string,
	password: string,
	raw: Uint8Array,
	rounds: number,
	random: Random
): Promise<Omit<Lock, 'kind'>> {
	const salt = random(16);
	const secret = await crypto.subtle.importKey(
		'raw',
		new TextEncoder().encode(textOf(password)),
		'PBKDF2',
		false,
		['deriveBits']
	);
	const derived = await crypto.subtle.deriveBits(
		{ name: 'PBKDF2', hash: 'SHA-256', salt: salt as BufferSource, iterations: rounds },
		secret,
		256
	);
	const sealing = await importKey(new Uint8Array(derived));
	return { salt: toBase64(salt), rounds, box: toBase64(await sealBytes(sealing, staff, raw)) };
}

export const readLock = async (store: ClassStore): Promise<LockRow | undefined> =>
	(await store.all()).find(isLock);

/**
 * A new key and its lock, on a phone that holds nothing of a class. The server has said that this is her password.
 * @throws where the browser cannot seal (an origin that is not secure): nothing is kept there
 */
export async function beginClassPhone(
	store: ClassStore,
	who: { staff: string; password: string },
	now = Date.now(),
	rounds = ROUNDS,
	random = systemRandom
): Promise<OpenClassPhone> {
	const raw = newKey(random);
	if (!raw) throw new Error('nothing can be sealed here');
	const { staff, password } = who;
	const lock = await lockUp(staff, password, raw, rounds, random);
	await store.write({ put: [{ id: 'lock', staff, lock, seenAt: now }] });
	return { store, staff, key: await importKey(raw) };
}

/** Opens it, if this is the password; from now on she has seen it. */
export async function openClassPhone(
	store: ClassStore,
	password: string,
	now = Date.now()
): Promise<OpenClassPhone | undefined> {
	const row = await readLock(store);
	const raw = row && (await keyOf(row.lock, row.staff, textOf(password)));
	if (!row || !raw) return undefined;
	await store.write({ put: [{ ...row, seenAt: now }] });
	return { store, staff: row.staff, key: await importKey(raw) };
}

export const sealRow = ({ key }: OpenClassPhone, id: string, value: unknown): Promise<Uint8Array> =>
	seal(key, id, value);

export const readRow = <T>(
	{ key }: OpenClassPhone,
	{ id, box }: { id: string; box: Uint8Array }
): Promise<T> => unseal<T>(key, id, box);
