import type { Tx } from '../platform/db.server.ts';
import { hex } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { knowDevice, liftLock } from './attempt.repository.server.ts';
import {
	cancelOtherCards,
	findByCode,
	findRecoveryToken,
	useRecoveryToken
} from './card.repository.server.ts';
import { checkSecret, secretText, type SecretFault } from './check-secret.server.ts';
import type { Secret } from './decide-secret.ts';
import { joiningConsent } from './consent.ts';
import { addConsent, readConsent } from './consent.repository.server.ts';
import type { Handover, Lock } from './handover.ts';
import { issueCard, issueUploads } from './issue.server.ts';
import { findOpenLearner, setSecret } from './learner.repository.server.ts';
import { readLearnerCode } from './learner-code.ts';
import { makeLock } from './make-lock.server.ts';
import { hashSecret } from './secret-hash.server.ts';

/** This phone, and the guest work on it that she says is hers. */
export interface Here {
	deviceHash: string;
	profiles: readonly string[];
}

async function openHere(
	services: Services,
	tx: Tx,
	learnerId: string,
	{ deviceHash, profiles }: Here,
	lock: Lock
): Promise<Handover> {
	const learner = (await findOpenLearner(tx, learnerId))!;
	await knowDevice(tx, learnerId, deviceHash, services.clock());
	return {
		learnerId,
		name: learner.display_name ?? '',
		tileSeed: learner.tile_seed,
		...(await issueUploads(services, tx, learnerId, hex(services.random(16)), profiles, lock))
	};
}

/**
 * K2, K3. Opens her work with learner code and secret. A code that does not exist and a secret that is wrong get the
 * same answer, after the same work and with the same waits.
 */
export async function logIn(
	services: Services,
	{ code, secret, here }: { code: string; secret: Secret; here: Here }
): Promise<Result<Handover, SecretFault>> {
	const { db, secrets } = services;
	const codeHash = secrets.lookup('code', readLearnerCode(code) ?? code);
	const learnerId = (await findByCode(db, codeHash))?.learner_id ?? `none-${codeHash.slice(0, 32)}`;
	const checked = await checkSecret(services, learnerId, here.deviceHash, secret);
	if (!checked.ok) return checked;
	const lock = await makeLock(services, learnerId, secret);
	return ok(await db.transaction().execute((tx) => openHere(services, tx, learnerId, here, lock)));
}

/** Whether a card's QR may still be used; reading it uses nothing up. */
export const isRecoveryOpen = async ({ db, secrets }: Services, token: string): Promise<boolean> =>
	(await findRecoveryToken(db, secrets.lookup('recovery', token))) !== undefined;

/** K5. Whether the holder of a card was put in by somebody else and has never been asked: then its page asks her. */
export async function asksConsent({ db, secrets }: Services, token: string): Promise<boolean> {
	const found = await findRecoveryToken(db, secrets.lookup('recovery', token));
	return found !== undefined && (await readConsent(db, found.learner_id)).length === 0;
}

/** K2. Opens her work with the QR of her card, once, and sets a new secret. Her progress is not touched (T5). */
export async function recover(
	services: Services,
	{ token, secret, here, learning }: { token: string; secret: Secret; here: Here; learning?: boolean }
): Promise<Result<Handover, { tag: 'card_used' } | { tag: 'learning' }>> {
	const { db, secrets, clock } = services;
	const tokenHash = secrets.lookup('recovery', token);
	const learnerId = (await findRecoveryToken(db, tokenHash))?.learner_id;
	if (learnerId === undefined) return refuse({ tag: 'card_used' });
	const unasked = (await readConsent(db, learnerId)).length === 0;
	if (unasked && !learning) return refuse({ tag: 'learning' });
	const secretHash = await hashSecret(secrets, secretText(secret));
	const lock = await makeLock(services, learnerId, secret);
	return db.transaction().execute(async (tx) => {
		const found = await useRecoveryToken(tx, tokenHash, learnerId, clock());
		if (!found || !(await findOpenLearner(tx, learnerId))) return refuse({ tag: 'card_used' });
		await setSecret(tx, learnerId, secret, secretHash, clock());
		if (unasked) await addConsent(tx, learnerId, joiningConsent([], clock()));
		await liftLock(tx, learnerId);
		return ok(await openHere(services, tx, learnerId, here, lock));
	});
}

/** K2. A new card for the old one, which opens nothing any more. Asks for her secret: her phone may be in other hands. */
export async function reissueCard(
	services: Services,
	{
		learnerId,
		key,
		secret,
		deviceHash
	}: { learnerId: string; key: string; secret: Secret; deviceHash: string }
): Promise<Result<Handover, SecretFault>> {
	const { db, secrets } = services;
	const checked = await checkSecret(services, learnerId, deviceHash, secret);
	if (!checked.ok) return checked;
	return db.transaction().execute(async (tx) => {
		const learner = (await findOpenLearner(tx, learnerId))!;
		const { display_name: name, tile_seed: tileSeed } = learner;
		const card = await issueCard(services, tx, learnerId, key);
		if (card)
			await cancelOtherCards(
				tx,
				learnerId,
				{
					codeHash: secrets.lookup('code', card.code),
					recoveryHash: secrets.lookup('recovery', card.recovery)
				},
				services.clock()
			);
		return ok({ learnerId, name: name ?? '', tileSeed, uploads: [], refused: [], card });
	});
}
