import { type Lang } from '#lib/platform/country/lang.ts';
import type { Course, Question } from '../catalog/index.ts';
import { isRight } from '../assessment/index.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { uuidv8 } from '../platform/ids.ts';
import type { EventBodies, EventKind, ProgressEvent } from '../progress/index.ts';
import { readProgress } from '../progress/index.server.ts';
import type { Services } from '../services.server.ts';
import { FORM_DEVICE, type EventOutcome } from './envelope.ts';
import { ingest } from './ingest.server.ts';

/**
 * An event made by the server for a page without scripts. Its id is the hash of what makes the act one act, so a
 * second tap on the same button is the same event.
 */
export function formEvent<K extends EventKind>(
	learnerId: string,
	kind: K,
	body: EventBodies[K],
	at: number,
	act: readonly (string | number)[]
): ProgressEvent {
	const hash = sha256HexSync(JSON.stringify([learnerId, kind, ...act]));
	return {
		id: uuidv8(Buffer.from(hash, 'hex')),
		profile: FORM_DEVICE,
		actor: 'self',
		device: FORM_DEVICE,
		seq: 0,
		kind,
		v: 1,
		at,
		body
	};
}

/** The same use case as a phone's batch, for one event of a form. */
export async function recordForm(
	services: Services,
	learnerId: string,
	event: ProgressEvent
): Promise<EventOutcome> {
	const outcome = await keepForm(services, learnerId, event);
	services.countOutcomes?.([outcome]);
	return outcome;
}

async function keepForm(services: Services, learnerId: string, event: ProgressEvent): Promise<EventOutcome> {
	if (!(await services.mayKeepWork(services.db, learnerId)))
		return { id: event.id, outcome: 'rejected', reason: 'no_consent' };
	const { outcomes } = await ingest(services.db, services.projectors, {
		learnerId,
		actor: 'self',
		events: [event],
		receivedAt: services.clock(),
		skew: 0
	});
	return outcomes[0]!;
}

export interface FormAnswer {
	learnerId: string;
	course: Course;
	lang: Lang;
	lesson: string;
	question: Question;
	choice: string;
	/** The try the form was made for: 1 on the published page, more on the answer's own page. */
	tryNumber: number;
}

/**
 * Answers one open question by a plain form. The same choice for the same try is the same event however often it is
 * sent; another choice for a try already made (she went back and chose again) counts as the next try.
 * @returns whether it was right and the try that comes next
 */
export async function answerByForm(
	services: Services,
	{ learnerId, course, lang, lesson, question, choice, tryNumber }: FormAnswer
): Promise<{ right: boolean; nextTry: number }> {
	const progress = await readProgress(services.db, learnerId);
	const item = progress.courses[course.id]?.lessons[lesson]?.items[question.id];
	const made = item?.tries ?? 0;
	const again = item !== undefined && item.last.choice === choice && tryNumber <= made;
	const thisTry = again ? made : made + 1;
	const right = isRight(question, choice);
	const { reason } = await recordForm(
		services,
		learnerId,
		formEvent(
			learnerId,
			'question.answered',
			{ course: course.id, version: course.version, lang, lesson, item: question.id, choice, right },
			services.clock(),
			[course.id, question.id, thisTry]
		)
	);
	// Another choice took this try between our reading and our writing: this one is the next.
	if (reason === 'id_reused')
		return answerByForm(services, {
			learnerId,
			course,
			lang,
			lesson,
			question,
			choice,
			tryNumber: thisTry + 1
		});
	return { right, nextTry: thisTry + 1 };
}
