import { findOpenLearner } from '#lib/accounts/index.server.ts';
import { readAttempts } from '#lib/assessment/index.server.ts';
import { error, redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Hers alone. Lessons to revisit, never which items (C6). */
export const load: PageServerLoad = async ({ params, locals: { services, lang, learner } }) => {
	const course = services.catalogue.course(params.course);
	if (!course) error(404, 'no such course');
	const home = `/${lang}/learn/${course.id}`;
	if (learner?.kind !== 'joined') redirect(303, `${home}/check`);
	const { learnerId } = learner;
	const attempts = await readAttempts(services.db, learnerId, course.id);
	const last = attempts.find((a) => a.passed) ?? attempts.at(-1);
	const page = { home, title: course.title[lang], now: services.clock() };
	if (!last) return { ...page, result: undefined };
	const person = await findOpenLearner(services.db, learnerId);
	const { awards, practicals } = await services.readNews(services.db, learnerId);
	const { draw, pass } = (services.catalogue.version(course.id, last.version) ?? course).check;
	const practical = course.lessons.find((lesson) => lesson.id === course.practical.lesson);
	return {
		...page,
		result: { passed: last.passed, score: last.score, of: draw, pass, opensAt: last.opensNextAt ?? page.now },
		name: person?.display_name ?? undefined,
		seed: person?.tile_seed ?? 1,
		award: awards.find((award) => award.course === course.id && award.state === 'active')?.awardId,
		task:
			!practicals.some((p) => p.course === course.id && p.passed) && practical && `${home}/${practical.id}`,
		revisit: course.lessons
			.filter((lesson) => last.revisit.includes(lesson.id))
			.map((lesson) => ({ href: `${home}/${lesson.id}`, number: lesson.number, title: lesson.title[lang] }))
	};
};
