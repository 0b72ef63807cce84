import { findOpenLearner } from '#lib/accounts/index.server.ts';
import { readAttempts, readPrepost } from '#lib/assessment/index.server.ts';
import { lessonById, practiceOf, type Course, type Lesson } from '#lib/catalog/index.ts';
import type { Progress } from '#lib/progress/index.ts';
import { readDraft } from '#lib/progress/index.server.ts';
import { redirect } from '@sveltejs/kit';
import { nextBadge, unlockPolicy } from '#lib/selling/index.ts';
import { nextPlace } from '../../../next-place.ts';
import { ruleView } from '../../../check-rule.ts';
import { checkPlace } from '../../../find-course.server.ts';
import type { PageServerLoad } from './$types';

/** A long list is no help: the lessons where most was missed. */
const MOST_TO_REVISIT = 3;

/** Hers alone. Lessons to revisit, never which items (C6). */
export const load: PageServerLoad = async ({ params, locals: { services, lang, learner } }) => {
	const { course, ...place } = checkPlace({ services, lang }, params.course);
	const { home, check } = place;
	if (learner?.kind !== 'joined') redirect(303, check);
	const { learnerId } = learner;
	const attempts = await readAttempts(services.db, learnerId, course.id);
	const last = attempts.find((a) => a.passed) ?? attempts.at(-1);
	const page = { ...place, title: course.title[lang], now: services.clock() };
	if (!last) return { ...page, result: undefined, after: undefined };
	const person = await findOpenLearner(services.db, learnerId);
	const six = await readPrepost(services.db, learnerId);
	const { awards, practicals } = await services.readNews(services.db, learnerId);
	const rule = ruleView(services.catalogue.version(course.id, last.version) ?? course, lang);
	const practical = practicals.find((p) => p.course === course.id);
	const handedIn = practical?.passed === true;
	const active = awards.filter(({ state }) => state === 'active');
	const task = handedIn ? undefined : nextTask(course, await readDraft(services.db, learnerId));
	const lessons = last.revisit.slice(0, MOST_TO_REVISIT).flatMap((id) => lessonById(course, id) ?? []);
	return {
		...page,
		result: { rule, passed: last.passed, score: last.score, opensAt: last.opensNextAt ?? page.now },
		name: person?.display_name ?? undefined,
		seed: person?.tile_seed ?? 1,
		after:
			course.prepost.length && !six.some((row) => row.course === course.id && row.phase === 'after')
				? `${home}/after`
				: undefined,
		award: active.find((award) => award.course === course.id)?.awardId,
		/** What her shop still asks for; the shop itself where it asks for nothing. */
		next: nextPlace(
			services.catalogue,
			lang,
			nextBadge(
				unlockPolicy,
				active.map(({ badge }) => badge)
			)
		),
		/** What her trainer wrote about the practical task. */
		comment: practical?.comment,
		listing: asksListing(course),
		task: task && `${home}/${task.id}#${practiceOf(task)?.id}-do`,
		revisit: lessons.map((lesson) => ({
			id: lesson.id,
			href: `${home}/${lesson.id}`,
			number: lesson.number,
			title: lesson.title[lang]
		}))
	};
};

const asksListing = (course: Course) => course.lessons.some(({ keeps }) => keeps === 'listing');

/** The practical is made of the listing and the price in her draft shop (A5): the lesson of what is still missing. */
function nextTask(course: Course, draft: Progress['draft']): Lesson | undefined {
	const missing = course.lessons.find(
		({ keeps }) => (keeps === 'listing' && !draft.listing) || (keeps === 'price' && !draft.price)
	);
	return missing ?? lessonById(course, course.practical.lesson);
}
