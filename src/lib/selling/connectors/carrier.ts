/** What takes rows of the outbox to one target. */
import type { OutboxRow } from '../../platform/schema.ts';
import type { Selectable } from 'kysely';

/** Targets that are ours; every other one is the id of an endpoint. */
export const OWN_TARGETS: readonly string[] = ['connectors', 'vendure'];

export type News = Selectable<OutboxRow>;

export interface CarryFailure {
	/** For the operator: a reason, never what a person typed. */
	says: string;
	/** The target itself does not answer; false: it does not want this one. */
	down: boolean;
}

export interface Carrier {
	/** As in the outbox. */
	target: string;
	/** Before the second try, the third …; ms. After the last of them a row is parked. */
	delays: readonly number[];
	/** Rows in one round. */
	batch: number;
	/** After this a round begins no further row, so that a slow target holds up no other; ms. Default: no end. */
	budget?: number;
	/** May be called again for the same row, also after it has arrived. @returns what went wrong, or null */
	carry(row: News): Promise<CarryFailure | null>;
}
