import type { Tx } from '../platform/db.server.ts';
import type { Secrets } from '../platform/secrets.server.ts';
import type { Services } from '../services.server.ts';
import { placeCode, placeRecoveryToken } from './card.repository.server.ts';
import type { Card, Handover, Lock } from './handover.ts';
import { learnerCode } from './learner-code.ts';
import { insertClaim, insertReaderToken, insertUploadToken } from './profile.repository.server.ts';

/**
 * Codes and tokens are derived from the installation's key and the random key of one form (or one log-in): the same form
 * sent twice gives the same card, and still only hashes are stored.
 */
const derive = (secrets: Secrets, what: string, learnerId: string, key: string): string =>
	secrets.lookup(`make-${what}`, `${learnerId}:${key}`);

/** K2. A new card: code and single-use recovery token. Nothing when this key's card has been cancelled since. */
export async function issueCard(
	{ secrets, clock }: Services,
	tx: Tx,
	learnerId: string,
	key: string
): Promise<Card | undefined> {
	const now = clock();
	const recovery = derive(secrets, 'recovery', learnerId, key).slice(0, 32);
	await placeRecoveryToken(tx, secrets.lookup('recovery', recovery), learnerId, now);
	// Among a million learners one new code in a million is taken already: then the next one.
	for (let n = 0; ; n++) {
		const code = learnerCode(Buffer.from(derive(secrets, `code-${n}`, learnerId, key), 'hex'));
		const placed = await placeCode(tx, secrets.lookup('code', code), learnerId, now);
		if (placed.learner_id === learnerId) return placed.revoked_at === null ? { code, recovery } : undefined;
	}
}

/**
 * K1, K8. Claims what the phone says is hers; gives an upload token for each profile, and what opens her work on the phone.
 * @param lock made before the transaction, where her secret is known
 */
export async function issueUploads(
	{ secrets, clock }: Services,
	tx: Tx,
	learnerId: string,
	key: string,
	profiles: readonly string[],
	lock?: Lock
): Promise<Pick<Handover, 'uploads' | 'refused' | 'opens'>> {
	const now = clock();
	const mine: string[] = [];
	const refused: string[] = [];
	// In one order for everybody, so that two who claim the same profiles cannot block each other.
	for (const profileId of [...profiles].sort())
		((await insertClaim(tx, profileId, learnerId, now)) === learnerId ? mine : refused).push(profileId);
	const uploads = [];
	for (const profileId of mine.length ? mine : [learnerId]) {
		const token = derive(secrets, 'upload', learnerId, `${key}:${profileId}`);
		await insertUploadToken(tx, secrets.lookup('upload', token), learnerId, profileId, now);
		uploads.push({ profileId, token });
	}
	const reader = derive(secrets, 'reader', learnerId, key);
	await insertReaderToken(tx, secrets.lookup('reader', reader), learnerId, now);
	const phoneKey = Buffer.from(secrets.phoneKey(learnerId)).toString('base64');
	return { uploads, refused, opens: { key: phoneKey, reader, ...(lock && { lock }) } };
}
