import { practicalKind, type Catalogue, type Course } from '../catalog/index.ts';
import type { Tx } from '../platform/db.server.ts';
import type { EventBodies, ListingDraft, PriceDraft, StoredEvent } from '../progress/index.ts';
import type { Projector } from '../progress/index.server.ts';
import { readDraft } from '../progress/index.server.ts';

import * as store from './assessment.repository.server.ts';
import { decideSubmission, gradeForm, opensNextAt } from './decide-attempt.ts';
import { BY_RULE, markPractical, passesPractical } from './decide-practical.ts';
import { drawForm } from './draw-form.ts';
import { applyStaffAct } from './apply-staff-act.server.ts';
import { isRight } from './is-right.ts';

/**
 * Grades what was handed in. It runs after the progress projector: the practical task is judged from the draft shop.
 * @param catalogue finds the version that the attempt froze (P4)
 */
export const assessmentProjector = (catalogue: () => Catalogue): Projector => ({
	name: 'assessment',
	kinds: [
		'check.submitted',
		'prepost.answered',
		'draft.saved',
		'practical.marked',
		'try.granted',
		'late.decided'
	],
	async apply(tx, events) {
		for (const event of events)
			if (event.kind === 'check.submitted') await gradeCheck(tx, catalogue(), event);
			else if (event.kind === 'prepost.answered') await gradePrepost(tx, catalogue(), event);
			else if (event.kind === 'draft.saved') await judgeDraft(tx, catalogue(), event);
			else await applyStaffAct(tx, catalogue(), event);
	},
	reset: store.clearAssessment
});

async function gradeCheck(tx: Tx, catalogue: Catalogue, event: StoredEvent): Promise<void> {
	const body = event.body as EventBodies['check.submitted'];
	const course = catalogue.version(body.course, body.version);
	// A set of badges has no check: nothing asked would be nothing missed.
	if (!course?.check.draw) return;
	const attempts = await store.readAttempts(tx, event.learner_id, body.course);
	if (decideSubmission(attempts, body.number, event.receivedAt) !== 'counts') return;
	const { items: _items, ...rule } = course.check;
	const graded = gradeForm(drawForm(course, event.learner_id, body.number), body.answers, rule);
	await store.insertAttempt(tx, {
		learner_id: event.learner_id,
		course: body.course,
		number: body.number,
		version: body.version,
		rule: JSON.stringify(rule),
		event_id: event.id,
		submitted_at: event.receivedAt,
		score: graded.score,
		passed: graded.passed ? 1 : 0,
		late: event.late ? 1 : 0,
		revisit: JSON.stringify(graded.revisit),
		opens_next_at: graded.passed ? null : opensNextAt(rule, body.number, event.receivedAt),
		open_bank: course.openBank ? 1 : 0
	});
}

async function gradePrepost(tx: Tx, catalogue: Catalogue, event: StoredEvent): Promise<void> {
	const body = event.body as EventBodies['prepost.answered'];
	const course = catalogue.version(body.course, body.version);
	if (!course?.prepost.length) return;
	await store.insertPrepost(tx, {
		learner_id: event.learner_id,
		course: body.course,
		phase: body.phase,
		version: body.version,
		correct: course.prepost.filter((q) => isRight(q, body.answers[q.id] ?? '')).length,
		of: course.prepost.length,
		at: event.happenedAt,
		event_id: event.id
	});
}

/** The courses whose practical is made of the listing and the price. */
const listingCourses = (catalogue: Catalogue): Course[] =>
	catalogue.courses().filter((course) => practicalKind(course) === 'kept');

async function judgeDraft(tx: Tx, catalogue: Catalogue, event: StoredEvent): Promise<void> {
	const { part } = event.body as EventBodies['draft.saved'];
	if (part !== 'listing' && part !== 'price') return;
	const draft = await readDraft(tx, event.learner_id);
	if (!draft.listing || !draft.price) return;
	const marks = markPractical(
		draft.listing.value as unknown as ListingDraft,
		draft.price.value as unknown as PriceDraft
	);
	const passed = passesPractical(marks);
	const before = await store.readPracticals(tx, event.learner_id);
	for (const course of listingCourses(catalogue)) {
		// A pass stays: she may try other prices in her draft afterwards. And what a trainer has marked, no rule marks.
		if (before.some((p) => p.course === course.id && (p.passed === 1 || p.marked_by !== BY_RULE))) continue;
		await store.writePractical(tx, {
			learner_id: event.learner_id,
			course: course.id,
			passed: passed ? 1 : 0,
			marks: JSON.stringify(marks),
			rule: 'written-rule-1',
			marked_by: BY_RULE,
			at: event.happenedAt,
			event_id: event.id,
			comment: ''
		});
	}
}
