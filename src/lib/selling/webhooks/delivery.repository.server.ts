/** What waits and what is parked, of all learners: for jobs and for the operator. */
import type { Selectable } from 'kysely';
import type { Db } from '../../platform/db.server.ts';
import type { OutboxRow } from '../../platform/schema.ts';
import { NOTICES } from '../notices/note-order.server.ts';

export type WaitingRow = Selectable<OutboxRow>;

/** What sellers themselves are told is best effort, and no operator's business. */
const toMarketplaces = (db: Db) => db.selectFrom('outbox').where('target', '!=', NOTICES);

/** Parked ones, the oldest first. */
export const readParked = (allLearners: Db, limit: number): Promise<WaitingRow[]> =>
	toMarketplaces(allLearners)
		.selectAll()
		.where('done_at', 'is', null)
		.where('parked_at', 'is not', null)
		.orderBy('parked_at')
		.orderBy('outbox_id')
		.limit(limit)
		.execute();

/** Not there yet and not parked, the next to be tried first. */
export const readWaiting = (allLearners: Db, limit: number): Promise<WaitingRow[]> =>
	toMarketplaces(allLearners)
		.selectAll()
		.where('done_at', 'is', null)
		.where('parked_at', 'is', null)
		.orderBy('next_at')
		.orderBy('created_at')
		.orderBy('seq')
		.limit(limit)
		.execute();

export const countUndone = (allLearners: Db) =>
	toMarketplaces(allLearners)
		.select((eb) => ['target', eb.fn.countAll().as('all'), eb.fn.count('parked_at').as('parked')])
		.where('done_at', 'is', null)
		.groupBy('target')
		.orderBy('target')
		.execute();

/** What is not done of every target, what sellers themselves are told included. */
export const readBacklog = (allLearners: Db) =>
	allLearners
		.selectFrom('outbox')
		.select((eb) => [
			'target',
			eb.fn.countAll<number | string>().as('all'),
			eb.fn.count<number | string>('parked_at').as('parked'),
			eb.fn.min(eb.case().when('parked_at', 'is', null).then(eb.ref('created_at')).end()).as('waits_since')
		])
		.where('done_at', 'is', null)
		.groupBy('target')
		.execute();

/** Parked or waiting, it is tried at the next round. @returns how many */
export async function wake(
	allLearners: Db,
	now: number,
	which: { target: string } | { learnerId: string; outboxId: string }
): Promise<number> {
	const woken = await allLearners
		.updateTable('outbox')
		.set({ parked_at: null, next_at: now })
		.where('done_at', 'is', null)
		// One that a worker holds just now stays with it.
		.where((eb) => eb.or([eb('parked_at', 'is not', null), eb('attempts', '>', 0)]))
		.$if('target' in which, (q) => q.where('target', '=', (which as { target: string }).target))
		.$if('outboxId' in which, (q) => {
			const { learnerId, outboxId } = which as { learnerId: string; outboxId: string };
			return q.where('learner_id', '=', learnerId).where('outbox_id', '=', outboxId);
		})
		.returning('outbox_id')
		.execute();
	return woken.length;
}

export const deleteWaiting = (allLearners: Db, target: string) =>
	allLearners.deleteFrom('outbox').where('target', '=', target).where('done_at', 'is', null).execute();

/** What has arrived before a time. @returns how many */
export async function deleteArrived(allLearners: Db, before: number): Promise<number> {
	const gone = await allLearners.deleteFrom('outbox').where('done_at', '<', before).executeTakeFirst();
	return Number(gone.numDeletedRows);
}

/** Whoever told while an endpoint was being closed may have read it open: nobody will ever carry that. @returns how many */
export async function deleteForClosed(allLearners: Db): Promise<number> {
	const gone = await allLearners
		.deleteFrom('outbox')
		.where('done_at', 'is', null)
		.where('target', 'in', (of) =>
			of.selectFrom('webhook_endpoint').select('endpoint_id').where('state', '=', 'closed')
		)
		.executeTakeFirst();
	return Number(gone.numDeletedRows);
}
