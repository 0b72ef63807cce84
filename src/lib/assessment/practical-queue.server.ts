import { practicalKind, type Course } from '../catalog/index.ts';
import type { Db } from '../platform/db.server.ts';
import { priceParts, type ListingDraft, type PriceDraft } from '../progress/index.ts';
import { readDraftsOf, readFinishedOf } from '../progress/index.server.ts';
import { readPracticalsOf } from './assessment.repository.server.ts';
import { BY_RULE } from './decide-practical.ts';

/** One learner's practical, for a trainer to mark. */
export interface Queued {
	learnerId: string;
	/** What the app holds of it; absent where it is said or shown to the trainer. */
	work?: {
		listing: ListingDraft;
		/** Rupees. */
		price: { asked: number; cost: number; left: number };
	};
	/** When she last changed it; where it is shown, when she finished its lesson. UTC ms. */
	changedAt: number;
	/** `new`: no trainer has marked it; `changed`: it was changed after the mark. */
	state: 'new' | 'changed' | 'marked';
	/** The newest judgement, of a trainer or of the written rule. */
	mark?: { by: string; at: number; passed: boolean; lines: Record<string, boolean>; comment: string };
}

/** What the app knows of her practical before anybody looks at its marks. */
type Due = Pick<Queued, 'work' | 'changedAt'>;
type Practical = Awaited<ReturnType<typeof readPracticalsOf>>[number];
type Draft = Awaited<ReturnType<typeof readDraftsOf>>[number];

const ORDER = { new: 0, changed: 1, marked: 2 };

/**
 * A5. The practicals of these learners that can be marked: listing and price once both are there, what is shown once its
 * lesson is finished or it has been marked before. Those that wait longest first. At most three queries, however many
 * learners and courses. The caller has found the learners in one class, and the courses are that class's (T1).
 * @returns by course, in their order
 */
export async function practicalQueues(
	db: Db,
	courses: readonly Pick<Course, 'id' | 'lessons' | 'practical'>[],
	learnerIds: readonly string[]
): Promise<Queued[][]> {
	const shown = courses.filter((course) => practicalKind(course) === 'shown');
	const kept = courses.some((course) => practicalKind(course) === 'kept');
	const [drafts, finished, practicals] = learnerIds.length
		? await Promise.all([
				kept ? readDraftsOf(db, learnerIds, ['listing', 'price']) : [],
				shown.length
					? readFinishedOf(
							db,
							learnerIds,
							shown.map(({ practical }) => practical.lesson)
						)
					: [],
				readPracticalsOf(db, learnerIds)
			])
		: [[], [], []];
	const draftsOf = Map.groupBy(drafts, (draft) => draft.learner_id);
	return courses.map((course) => {
		const finishedOf = new Map(
			finished
				.filter((row) => row.course === course.id && row.lesson === course.practical.lesson)
				.map((row) => [row.learner_id, row.finished_at])
		);
		const markOf = new Map(
			practicals.filter((row) => row.course === course.id).map((row) => [row.learner_id, row])
		);
		return learnerIds
			.flatMap((learnerId): Queued[] => {
				const row = markOf.get(learnerId);
				const due =
					practicalKind(course) === 'kept'
						? dueKept(draftsOf.get(learnerId) ?? [])
						: dueShown(finishedOf.get(learnerId) ?? row?.at);
				return due ? [queued(learnerId, due, row)] : [];
			})
			.sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.changedAt - b.changedAt);
	});
}

function dueKept(parts: readonly Draft[]): Due | undefined {
	const listing = parts.find(({ part }) => part === 'listing');
	const price = parts.find(({ part }) => part === 'price');
	if (!listing || !price) return undefined;
	const draft = JSON.parse(price.body) as PriceDraft;
	const { left } = priceParts(draft);
	return {
		work: {
			listing: JSON.parse(listing.body) as ListingDraft,
			price: { asked: draft.price, cost: draft.price - left, left }
		},
		changedAt: Math.max(listing.at, price.at)
	};
}

const dueShown = (changedAt: number | undefined): Due | undefined =>
	changedAt === undefined ? undefined : { changedAt };

function queued(learnerId: string, due: Due, row: Practical | undefined): Queued {
	const byTrainer = row !== undefined && row.marked_by !== BY_RULE;
	// What is shown leaves no change to see: going through the lesson again asks for no new mark.
	const changed = due.work && byTrainer && row.at < due.changedAt;
	return {
		learnerId,
		...due,
		state: !byTrainer ? 'new' : changed ? 'changed' : 'marked',
		...(row && {
			mark: {
				by: row.marked_by,
				at: row.at,
				passed: row.passed === 1,
				lines: JSON.parse(row.marks) as Record<string, boolean>,
				comment: row.comment
			}
		})
	};
}
