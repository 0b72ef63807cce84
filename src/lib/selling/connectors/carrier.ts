/** What takes rows of the outbox to one target. */
import type { OutboxRow } from '../../platform/schema.ts';
import type { Selectable } from 'kysely';

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
	/** May be called again for the same row, also after it has arrived. @returns what went wrong, or null */
	carry(row: News): Promise<CarryFailure | null>;
}
