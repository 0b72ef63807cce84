/** One worker for each seller: nothing is idempotent in Vendure, and what it made twice nobody takes apart again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CLOCKS_DIFFER, MINUTE, SECOND, type Clock } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db.server.ts';
import { CALL, RUN } from './ask.server.ts';
import { VendureFault } from './fault.ts';

/** As long as a run may take, its last question included, and what Vendure may go on doing after we have hung up. */
export const HOLD = RUN + CALL + MINUTE / 2;
/** So long a second worker stands by for the first to end; ms of the machine. */
const PATIENCE = 15 * SECOND;
const LOOK = 100;

export interface HoldDeps {
	db: Db;
	clock: Clock;
	/** ms; tests are less patient. */
	patience?: number;
}

/**
 * Runs `work` with her account to itself. After a fault that leaves open what Vendure did, the account stays held until
 * Vendure has certainly ended: who looked before might not see what is being made, and make it again.
 * @throws VendureFault `busy` when another worker does not end
 */
export async function holding<T>(
	{ db, clock, patience = PATIENCE }: HoldDeps,
	learnerId: string,
	work: () => Promise<T>
): Promise<T> {
	const until = await claim(db, clock, learnerId, patience);
	try {
		const done = await work();
		await release(db, learnerId, until);
		return done;
	} catch (error) {
		// Anything that is no answer of Vendure's is open as well.
		if (error instanceof VendureFault && !error.unsure) await release(db, learnerId, until);
		throw error;
	}
}

async function claim(db: Db, clock: Clock, learnerId: string, patience: number): Promise<number> {
	const end = performance.now() + patience;
	for (;;) {
		const now = clock();
		const until = now + HOLD;
		const mine = await db
			.insertInto('vendure_seller')
			.values({ learner_id: learnerId, held_until: until, hidden: '[]' })
			.onConflict((c) =>
				c
					.column('learner_id')
					.doUpdateSet({ held_until: until })
					.where('vendure_seller.held_until', '<=', now)
			)
			.returning('learner_id')
			.executeTakeFirst();
		if (mine) return until;
		await shorten(db, learnerId, until);
		if (performance.now() > end) throw new VendureFault('busy', 'another worker has this account');
		await sleep(LOOK);
	}
}

/** Held under a clock that ran ahead and was put right: from now on as long as any. */
const shorten = (db: Db, learnerId: string, until: number) =>
	db
		.updateTable('vendure_seller')
		.set({ held_until: until })
		.where('learner_id', '=', learnerId)
		.where('held_until', '>', until + CLOCKS_DIFFER)
		.execute();

const release = (db: Db, learnerId: string, until: number) =>
	db
		.updateTable('vendure_seller')
		.set({ held_until: 0 })
		.where('learner_id', '=', learnerId)
		.where('held_until', '=', until)
		.execute();
