import type { Course } from '../catalog/index.ts';
import type { Db } from '../platform/db.server.ts';
import { priceParts, type ListingDraft, type PriceDraft } from '../progress/index.ts';
import { readDraftsOf } from '../progress/index.server.ts';
import { readPracticalsOf } from './assessment.repository.server.ts';
import { BY_RULE } from './decide-practical.ts';

/** One learner's practical, for a trainer to mark. */
export interface Queued {
	learnerId: string;
	listing: ListingDraft;
	/** Rupees. */
	price: { asked: number; cost: number; left: number };
	/** When she last changed it. */
	changedAt: number;
	/** `new`: no trainer has marked it; `changed`: it was changed after the mark. */
	state: 'new' | 'changed' | 'marked';
	/** The newest judgement, of a trainer or of the written rule. */
	mark?: { by: string; at: number; passed: boolean; lines: Record<string, boolean>; comment: string };
}

const ORDER = { new: 0, changed: 1, marked: 2 };

/**
 * A5. Practicals of these learners that are whole (listing and price), those that wait longest first.
 * The caller has found them in one class.
 */
export async function practicalQueue(
	db: Db,
	course: Pick<Course, 'id'>,
	learnerIds: readonly string[]
): Promise<Queued[]> {
	if (!learnerIds.length) return [];
	const [parts, practicals] = await Promise.all([
		readDraftsOf(db, learnerIds, ['listing', 'price']),
		readPracticalsOf(db, learnerIds)
	]);
	const queue = learnerIds.flatMap((learnerId): Queued[] => {
		const listing = parts.find((p) => p.learner_id === learnerId && p.part === 'listing');
		const price = parts.find((p) => p.learner_id === learnerId && p.part === 'price');
		if (!listing || !price) return [];
		const draft = JSON.parse(price.body) as PriceDraft;
		const sums = priceParts(draft);
		const row = practicals.find((p) => p.learner_id === learnerId && p.course === course.id);
		const byTrainer = row !== undefined && row.marked_by !== BY_RULE;
		const changedAt = Math.max(listing.at, price.at);
		return [
			{
				learnerId,
				listing: JSON.parse(listing.body) as ListingDraft,
				price: { asked: draft.price, cost: draft.price - sums.left, left: sums.left },
				changedAt,
				state: !byTrainer ? 'new' : row.at < changedAt ? 'changed' : 'marked',
				...(row && {
					mark: {
						by: row.marked_by,
						at: row.at,
						passed: row.passed === 1,
						lines: JSON.parse(row.marks) as Record<string, boolean>,
						comment: row.comment
					}
				})
			}
		];
	});
	return queue.sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.changedAt - b.changedAt);
}
