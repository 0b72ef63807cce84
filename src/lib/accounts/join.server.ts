import type { Lang } from '../catalog/index.ts';
import type { Tx } from '../platform/db.server.ts';
import { uuidv7 } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { knowDevice } from './attempt.repository.server.ts';
import { checkSecret, secretText, type SecretFault } from './check-secret.server.ts';
import { joiningConsent, type Purpose } from './consent.ts';
import { addConsent } from './consent.repository.server.ts';
import type { Secret } from './decide-secret.ts';
import type { Handover, Lock } from './handover.ts';
import { issueCard, issueUploads } from './issue.server.ts';
import * as learners from './learner.repository.server.ts';
import { makeLock } from './make-lock.server.ts';
import { aboutContact } from './sealed.server.ts';
import { hashSecret } from './secret-hash.server.ts';

export interface Join {
	/** Random, from the form: the same form sent twice makes one learner. */
	key: string;
	name: string;
	lang: Lang;
	secret: Secret;
	/** E.164. */
	contactPhone?: string;
	/** What else was allowed; `learning` is what joining means. */
	consents: readonly Purpose[];
	/** The open guest session's work, when she said it is hers: she is upgraded in place. */
	guestId?: string;
	/** Guest profiles of this phone that she said are hers. */
	profiles: readonly string[];
	/** Of the first of them: her tile stays what it was. */
	tileSeed?: number;
	deviceHash: string;
}

export type JoinRefusal = { tag: 'already_joined' } | SecretFault;

class Undo extends Error {}

/**
 * K1, K2. Makes a learner, her card and her upload tokens in one transaction.
 * @param alongside what else belongs to joining, e.g. enrolment in a class; in the same transaction
 */
export async function joinLearner(
	services: Services,
	join: Join,
	alongside: (tx: Tx, learnerId: string) => Promise<unknown> = async () => undefined
): Promise<Result<Handover, JoinRefusal>> {
	const { db, clock, random, secrets } = services;
	const keyHash = secrets.lookup('join-key', join.key);
	const sent = await learners.findJoinKey(db, keyHash);
	if (sent) return joinAgain(services, join, sent.learner_id);

	const now = clock();
	const learnerId = join.guestId ?? uuidv7(now, random);
	const learner = {
		name: join.name,
		lang: join.lang,
		secret: join.secret,
		secretHash: await hashSecret(secrets, secretText(join.secret)),
		tileSeed: join.tileSeed,
		contact: join.contactPhone ? secrets.seal(join.contactPhone, aboutContact(learnerId)) : null
	};
	const lock = await makeLock(services, learnerId, join.secret);
	try {
		return await db.transaction().execute(async (tx) => {
			if (!(await learners.takeJoinKey(tx, keyHash, learnerId, now))) throw new Undo();
			if (!join.guestId) await learners.insertJoined(tx, learnerId, learner, now, random);
			else if (!(await learners.upgradeGuest(tx, learnerId, learner, now))) throw new Undo();
			await addConsent(tx, learnerId, joiningConsent(join.consents, now));
			await knowDevice(tx, learnerId, join.deviceHash, now);
			await alongside(tx, learnerId);
			return ok(await handOver(services, tx, join, learnerId, lock));
		});
	} catch (error) {
		if (!(error instanceof Undo)) throw error;
		// A second tap overtook us, or the guest has joined by another form meanwhile.
		const taken = await learners.findJoinKey(db, keyHash);
		return taken ? joinAgain(services, join, taken.learner_id) : refuse({ tag: 'already_joined' });
	}
}

async function handOver(
	services: Services,
	tx: Tx,
	join: Join,
	learnerId: string,
	lock: Lock
): Promise<Handover> {
	const learner = (await learners.findOpenLearner(tx, learnerId))!;
	return {
		learnerId,
		name: learner.display_name ?? '',
		tileSeed: learner.tile_seed,
		...(await issueUploads(services, tx, learnerId, join.key, join.profiles, lock)),
		card: await issueCard(services, tx, learnerId, join.key)
	};
}

/**
 * The same form once more: a second tap, or an answer that got lost. With the same secret she gets the same card;
 * otherwise whoever finds the form in the browser's history would.
 */
async function joinAgain(
	services: Services,
	join: Join,
	learnerId: string
): Promise<Result<Handover, JoinRefusal>> {
	const checked = await checkSecret(services, learnerId, join.deviceHash, join.secret);
	if (!checked.ok) return checked.refusal.tag === 'wrong' ? refuse({ tag: 'already_joined' }) : checked;
	const lock = await makeLock(services, learnerId, join.secret);
	return ok(await services.db.transaction().execute((tx) => handOver(services, tx, join, learnerId, lock)));
}
