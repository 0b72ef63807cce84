import type { Tx } from '../platform/db.server.ts';
import type { StoredEvent } from './event.ts';

/**
 * What a module derives from the log. Ingest knows only this shape; modules supply theirs and compose.server.ts wires
 * them, in order. `apply` runs inside the transaction that appended the events, with each accepted event once, and must
 * only touch rows of their learner (S9). It must give the same rows when the log is replayed from empty (P3), in whatever
 * portions its events come.
 */
export interface Projector {
	name: string;
	/** Event kinds it wants; all others pass by. */
	kinds: readonly string[];
	/**
	 * @param events of one learner, in the order of her log: at least one. More than one only where no other projector wants
	 * them, so that what one writes for an event is there when the next one reads it.
	 */
	apply(tx: Tx, events: readonly StoredEvent[]): Promise<void>;
	/** Tables it alone writes, cleared by `rebuild` for one learner before the replay. */
	reset(tx: Tx, learnerId: string): Promise<void>;
}
