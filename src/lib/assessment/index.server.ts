import type { Course, OpenQuestion } from '../catalog/index.ts';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { ServerNews } from '../progress/index.ts';
import type { Services } from '../services.server.ts';
import * as store from './assessment.repository.server.ts';
import { nextTry } from './decide-attempt.ts';
import { drawForm } from './draw-form.ts';
import { BY_RULE } from './decide-practical.ts';
import { openItem } from './open-pack.ts';

export {
	readAttempts,
	readGrantedTries,
	readLateDecisions,
	readPracticals,
	readPracticalsOf,
	readPrepost,
	type StoredAttempt
} from './assessment.repository.server.ts';
export { assessmentProjector } from './assessment-projector.server.ts';
export { countItems, itemsCountedAt } from './count-items.server.ts';
export { listBanks, readItems, type Bank, type ReadItem } from './read-items.server.ts';
export { practicalQueues, type Queued } from './practical-queue.server.ts';
export { readLateWork, type LateWork } from './late-work.server.ts';

export interface OpenCheck {
	course: string;
	version: string;
	number: number;
	/** Without keys or reasons (C6). */
	items: OpenQuestion[];
}

/** Why no form is open: she has passed, or must wait until `opensAt`. */
export type NoCheck = { tag: 'passed' } | { tag: 'wait'; number: number; opensAt: number };

/**
 * A1–A3. The form that is open to a learner now; the same form however often she opens it.
 * The caller has made sure that she has joined (A2).
 */
export async function openCheck(
	services: Pick<Services, 'db' | 'clock'>,
	learnerId: string,
	course: Course
): Promise<Result<OpenCheck, NoCheck>> {
	const attempts = await store.readAttempts(services.db, learnerId, course.id);
	const next = nextTry(attempts, services.clock());
	if (next.next === 'passed') return refuse({ tag: 'passed' });
	if (next.next === 'wait') return refuse({ tag: 'wait', number: next.number, opensAt: next.opensAt });
	const items = drawForm(course, learnerId, next.number).map(openItem);
	return ok({ course: course.id, version: course.version, number: next.number, items });
}

/** What a phone is told of her attempts and practical tasks. */
export async function readAssessmentNews(
	db: Db,
	learnerId: string
): Promise<Pick<ServerNews, 'attempts' | 'practicals'>> {
	const attempts = await store.readAttempts(db, learnerId);
	const practicals = await store.readPracticals(db, learnerId);
	return {
		attempts: attempts.map(({ course, number, passed, revisit, opensNextAt }) => ({
			course,
			number,
			passed,
			revisit: passed ? [] : revisit,
			opensNextAt
		})),
		practicals: practicals.map((p) => ({
			course: p.course,
			passed: p.passed === 1,
			...(p.marked_by !== BY_RULE && { comment: p.comment })
		}))
	};
}
