import type { Tx } from '../../platform/db.server.ts';
import { uuidv7, type Random } from '../../platform/ids.ts';
import { insertOutbox, nextSeq } from '../seller.repository.server.ts';
import { readPhones, wantsSms } from './notice.repository.server.ts';

/** As in the outbox: what goes to sellers themselves. */
export const NOTICES = 'notices';

/**
 * M6. Writes down, with the order, that its seller is to be told; nothing where she has switched nothing on, or where one
 * is on its way already: a notice says that something waits, not how much. Whoever calls holds her shop's row.
 */
export async function noteOrder(tx: Tx, learnerId: string, now: number, random: Random): Promise<void> {
	if (!(await wantsSms(tx, learnerId)) && !(await readPhones(tx, learnerId)).length) return;
	const waits = await tx
		.selectFrom('outbox')
		.select('outbox_id')
		.where('learner_id', '=', learnerId)
		.where('target', '=', NOTICES)
		.where('done_at', 'is', null)
		.executeTakeFirst();
	if (waits) return;
	await insertOutbox(tx, {
		learner_id: learnerId,
		outbox_id: uuidv7(now, random),
		topic: 'order.waits',
		body: '{}',
		created_at: now,
		next_at: now,
		target: NOTICES,
		seq: await nextSeq(tx, learnerId)
	});
}
