import { hash, verify } from '@node-rs/argon2';
import type { Secrets } from '../platform/secrets.server.ts';

/** OWASP's first choice for argon2id (cheatsheetseries.owasp.org, Password Storage): 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let ofNobody: Promise<string> | undefined;

/** How a stored hash begins that was made with this key; with the first, it begins as argon2's own. */
export const pepperedWith = (key: number): string => (key === 1 ? '' : `${key}.`);

/** K3. argon2id(HMAC(pepper, secret)): the database alone is not enough to try secrets. */
export async function hashSecret(secrets: Secrets, secret: string): Promise<string> {
	const key = secrets.newest();
	return pepperedWith(key) + (await hash(secrets.pepper(secret, key), COST));
}

/**
 * Takes as long when there is nothing to compare with: an unknown code and a wrong secret cannot be told apart.
 * @param renew keeps the hash made anew of a right secret whose hash is of an older key: only now is it known
 */
export async function verifySecret(
	secrets: Secrets,
	stored: string | null | undefined,
	secret: string,
	renew?: (fresh: string) => Promise<unknown>
): Promise<boolean> {
	const [, key = '1', held] = /^(?:(\d{1,4})\.)?(.*)$/s.exec(stored ?? (await nobodys()))!;
	const right = (await verify(held!, secrets.pepper(secret, Number(key)))) && stored != null;
	if (right && renew && Number(key) !== secrets.newest()) await renew(await hashSecret(secrets, secret));
	return right;
}

const nobodys = () => (ofNobody ??= hash(crypto.randomUUID(), COST));
