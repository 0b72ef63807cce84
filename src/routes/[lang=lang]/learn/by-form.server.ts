/** What a lesson's plain forms do: the same events as a phone's, made by the server. */
import type { Lang } from '#lib/catalog/index.ts';
import type { EventBodies, EventKind } from '#lib/progress/index.ts';
import { readProgress } from '#lib/progress/index.server.ts';
import type { Services } from '#lib/services.server.ts';
import { formEvent, recordForm } from '#lib/sync/index.server.ts';
import { questionsOf, type FoundLesson } from './find.ts';

export interface FormPlace extends FoundLesson {
	learnerId: string;
	lang: Lang;
}

/** @param act what makes it one act: sent again, it is the same event */
export const recordAct = <K extends EventKind>(
	services: Services,
	learnerId: string,
	kind: K,
	body: EventBodies[K],
	act: readonly (string | number)[]
) => recordForm(services, learnerId, formEvent(learnerId, kind, body, services.clock(), act));

const named = ({ course, lesson, lang }: FormPlace) => ({
	course: course.id,
	version: course.version,
	lang,
	lesson: lesson.id
});

async function rightItems(
	services: Services,
	{ learnerId, course, lesson }: FormPlace
): Promise<Set<string>> {
	const progress = await readProgress(services.db, learnerId);
	const items = progress.courses[course.id]?.lessons[lesson.id]?.items ?? {};
	return new Set(Object.keys(items).filter((id) => items[id]!.rightAt !== null));
}

export const donePractice = (services: Services, place: FormPlace, practice: string, missed: string[] = []) =>
	recordAct(services, place.learnerId, 'practice.done', { ...named(place), practice, missed }, [
		place.course.id,
		practice
	]);

/** A practice of questions is done when all of them are right. */
export async function donePracticeIfWhole(
	services: Services,
	place: FormPlace,
	practice: string
): Promise<void> {
	const right = await rightItems(services, place);
	const all = questionsOf(place.lesson).filter((q) => q.practice === practice);
	if (all.every(({ question }) => right.has(question.id))) await donePractice(services, place, practice);
}

/** Ids of the questions that still have no right answer, in the order of the lesson. */
export async function leftOf(services: Services, place: FormPlace): Promise<string[]> {
	const right = await rightItems(services, place);
	return questionsOf(place.lesson).flatMap(({ question }) => (right.has(question.id) ? [] : [question.id]));
}

/** Finishes the lesson if nothing is left. */
export async function finishLesson(services: Services, place: FormPlace): Promise<string[]> {
	const left = await leftOf(services, place);
	if (!left.length)
		await recordAct(services, place.learnerId, 'lesson.finished', named(place), [
			place.course.id,
			place.lesson.id
		]);
	return left;
}
