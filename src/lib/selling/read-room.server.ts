import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { tierLimits, type Tier } from './decide-unlock.ts';
import { eraseStale } from './erase-stale.server.ts';
import { countOpenOrders } from './order.repository.server.ts';
import { readSeller } from './seller.repository.server.ts';
import { readHandleOwner } from './shop.repository.server.ts';

export interface Room {
	/** Orders that are new, confirmed or sent. */
	open: number;
	/** M1: how many may be; null: no limit. */
	limit: number | null;
	/** The next buyer is turned away. */
	full: boolean;
}

const NOBODYS: Room = { open: 0, limit: null, full: false };

/** Whether a shop takes one more order, before anybody fills in its form; the form itself is asked again (`placeOrder`). */
export async function readRoom(deps: { db: Db; clock: Clock }, handle: string): Promise<Room> {
	const { db, clock } = deps;
	const learnerId = await readHandleOwner(db, handle);
	const seller = learnerId === null ? undefined : await readSeller(db, learnerId);
	if (!seller) return NOBODYS;
	const { openOrders: limit } = tierLimits[seller.tier as Tier];
	const count = () => countOpenOrders(db, seller.learner_id);
	let open = await count();
	// What nobody confirmed in time takes no room, whether the job has been there or not.
	if (limit !== null && open >= limit && (await eraseStale(db, clock(), seller.learner_id)))
		open = await count();
	return { open, limit, full: limit !== null && open >= limit };
}
