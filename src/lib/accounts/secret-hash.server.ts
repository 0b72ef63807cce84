import { hash, verify } from '@node-rs/argon2';
import type { Secrets } from '../platform/secrets.server.ts';

/** OWASP's first choice for argon2id (cheatsheetseries.owasp.org, Password Storage): 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let ofNobody: Promise<string> | undefined;

/** K3. argon2id(HMAC(pepper, secret)): the database alone is not enough to try secrets. */
export const hashSecret = (secrets: Secrets, secret: string): Promise<string> =>
	hash(secrets.pepper(secret), COST);

/** Takes as long when there is nothing to compare with: an unknown code and a wrong secret cannot be told apart. */
export async function verifySecret(
	secrets: Secrets,
	stored: string | null | undefined,
	secret: string
): Promise<boolean> {
	const right = await verify(
		stored ?? (await (ofNobody ??= hash(crypto.randomUUID(), COST))),
		secrets.pepper(secret)
	);
	return right && stored != null;
}
