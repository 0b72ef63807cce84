import { DAY } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { deleteClaims } from './consent.repository.server.ts';
import { deleteRequests } from './partner.repository.server.ts';

/** Claims and requests that were over a day ago; what she allowed stays in its own rows. */
export async function forgetClaims(db: Db, now: number): Promise<void> {
	await deleteClaims(db, now - DAY);
	await deleteRequests(db, now - DAY);
}
