import { DAY, MINUTE, type Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { logError } from '../platform/log.server.ts';
import { connectorsCarrier } from './connectors/carry-to-connectors.server.ts';
import type { Carrier, CarryFailure, News } from './connectors/carrier.ts';
import type { Connector } from './connectors/connector.ts';
import { claimOutbox, readDueOutbox, updateOutbox } from './seller.repository.server.ts';

/** How long a worker may take before another tries the same row. */
const LEASE = 2 * MINUTE;

export interface Delivered {
	done: number;
	postponed: number;
	parked: number;
}

/**
 * Carries news of sellers to every connector and to every endpoint. A failure is tried again later and, after the last try,
 * parked where an operator sees it (M4). What comes after it for the same seller and target waits: nobody learns of a
 * suspension before the unlock. A target that does not answer holds up no other one, and is asked once a round.
 * @param allLearners walks all learners: for the job only
 * @returns how many rows are done, postponed and parked
 */
export async function deliverOutbox(
	allLearners: Db,
	connectors: readonly Connector[],
	{ clock, carriers = [] }: { clock: Clock; carriers?: readonly Carrier[] }
): Promise<Delivered> {
	const rounds = [connectorsCarrier(connectors), ...carriers].map((c) => deliverTo(allLearners, c, clock));
	const count = { done: 0, postponed: 0, parked: 0 };
	for (const round of await Promise.allSettled(rounds)) {
		// A fault of ours at one target: the others have had their round all the same.
		if (round.status === 'rejected') throw round.reason;
		for (const key of ['done', 'postponed', 'parked'] as const) count[key] += round.value[key];
	}
	return count;
}

async function deliverTo(allLearners: Db, carrier: Carrier, clock: Clock): Promise<Delivered> {
	const count = { done: 0, postponed: 0, parked: 0 };
	let left = carrier.batch;
	const began = performance.now();
	const timeLeft = () => performance.now() - began < (carrier.budget ?? Infinity);
	// Round after round: what waited behind a row goes out after it.
	for (let claimed = true; claimed && left > 0;) {
		claimed = false;
		for (const row of await readDueOutbox(allLearners, carrier.target, clock(), left)) {
			if (!timeLeft()) return count;
			const now = clock();
			const until = now + LEASE;
			if (!(await claimOutbox(allLearners, row, { now, until }))) continue;
			claimed = true;
			left--;
			const failure = await tryToCarry(carrier, row);
			const at = clock();
			const attempts = row.attempts + 1;
			if (failure === null) {
				await updateOutbox(allLearners, row, { attempts, error: null, last_at: at, done_at: at });
				count.done++;
				continue;
			}
			const wait = carrier.delays[attempts - 1];
			const next = wait === undefined ? { parked_at: at } : { next_at: at + Math.min(wait, DAY) };
			await updateOutbox(allLearners, row, { attempts, error: failure.says, last_at: at, ...next }, until);
			count[wait === undefined ? 'parked' : 'postponed']++;
			// Nobody there: the others of this target would only wait for the same.
			if (failure.down) return count;
		}
	}
	return count;
}

/**
 * A fault of ours (a secret that the key does not open, a body that cannot be read) is a try that failed, as one of theirs
 * is: counted, and in the end parked where an operator sees it, while the others of this target go on.
 */
async function tryToCarry(carrier: Carrier, row: News): Promise<CarryFailure | null> {
	try {
		return await carrier.carry(row);
	} catch (error) {
		logError('news could not be carried', error, { target: carrier.target, outboxId: row.outbox_id });
		return { says: 'own-fault', down: false };
	}
}
