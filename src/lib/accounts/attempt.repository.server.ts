import { isBeyond } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { QUIET, waitAfter } from './decide-wait.ts';

/** Counts of wrong secrets (K3). A staff id may stand in the learner's place: the rule is the same. */

export interface Wait {
	tag: 'wait';
	until: number;
}

/** All unknown devices share one count: a cookie thrown away must not give new tries. */
const STRANGERS = '*';

export const isKnownDevice = async (db: Db, learnerId: string, deviceHash: string): Promise<boolean> =>
	(await db
		.selectFrom('known_device')
		.select('since')
		.where('learner_id', '=', learnerId)
		.where('device_hash', '=', deviceHash)
		.executeTakeFirst()) !== undefined;

export const knowDevice = (db: Db, learnerId: string, deviceHash: string, now: number) =>
	db
		.insertInto('known_device')
		.values({ learner_id: learnerId, device_hash: deviceHash, since: now })
		.onConflict((c) => c.columns(['learner_id', 'device_hash']).doNothing())
		.execute();

/**
 * K3. Counts a try before the secret is looked at, so that many at once are not more than one after the other.
 * A known device has a count of its own: strangers cannot block it.
 */
export async function takeAttempt(
	db: Db,
	learnerId: string,
	deviceHash: string,
	now: number
): Promise<Result<{ countedAs: string }, Wait>> {
	const known = await isKnownDevice(db, learnerId, deviceHash);
	const countedAs = known ? deviceHash : STRANGERS;
	return db.transaction().execute(async (tx) => {
		// The upsert holds the row until the commit: tries at once come one after the other.
		const row = await tx
			.insertInto('secret_failure')
			.values({ learner_id: learnerId, device_hash: countedAs, failures: 0, blocked_until: 0 })
			.onConflict((c) =>
				c
					.columns(['learner_id', 'device_hash'])
					.doUpdateSet((eb) => ({ failures: eb.ref('secret_failure.failures') }))
			)
			.returning(['failures', 'blocked_until'])
			.executeTakeFirstOrThrow();
		const longest = waitAfter(Infinity, known ? 'known' : 'unknown');
		if (row.blocked_until > now && !isBeyond(row.blocked_until, now, longest))
			return refuse({ tag: 'wait', until: row.blocked_until });
		const failures = row.blocked_until < now - QUIET ? 1 : row.failures + 1;
		await tx
			.updateTable('secret_failure')
			.set({ failures, blocked_until: now + waitAfter(failures, known ? 'known' : 'unknown') })
			.where('learner_id', '=', learnerId)
			.where('device_hash', '=', countedAs)
			.execute();
		return ok({ countedAs });
	});
}

/** The secret was right: that count begins again. */
export const clearAttempts = (db: Db, learnerId: string, countedAs: string) =>
	db
		.deleteFrom('secret_failure')
		.where('learner_id', '=', learnerId)
		.where('device_hash', '=', countedAs)
		.execute();

/** A trainer lifts a lock, or a new secret was set: every count begins again. @returns false when nothing was counted */
export const liftLock = async (db: Db, learnerId: string): Promise<boolean> =>
	(
		await db
			.deleteFrom('secret_failure')
			.where('learner_id', '=', learnerId)
			.returning('learner_id')
			.execute()
	).length > 0;

/** Counts that have gone quiet, of real and of made-up codes; a job's work over all learners. */
export const forgetQuietAttempts = (allLearners: Db, now: number) =>
	allLearners
		.deleteFrom('secret_failure')
		.where('blocked_until', '<', now - QUIET)
		.execute();
