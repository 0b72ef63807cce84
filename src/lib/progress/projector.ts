import type { Tx } from '../platform/db.server.ts';
import type { StoredEvent } from './event.ts';

/**
 * What a module derives from the log. Ingest knows only this shape; modules supply theirs and hooks.server.ts wires
 * them, in order. `apply` runs inside the transaction that appended the event, once per accepted event, and must only
 * touch rows of `event.learner_id` (S9). It must give the same rows when the log is replayed from empty (P3).
 */
export interface Projector {
	name: string;
	/** Event kinds it wants; all others pass by. */
	kinds: readonly string[];
	apply(tx: Tx, event: StoredEvent): Promise<void>;
	/** Tables it alone writes, cleared by `rebuild` for one learner before the replay. */
	reset(tx: Tx, learnerId: string): Promise<void>;
}
