import { ensureGuest } from '#lib/accounts/index.server.ts';
import { isRight } from '#lib/assessment/index.ts';
import { answerByForm } from '#lib/sync/index.server.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { readChoice } from '../../../../../../islands/read-choice.ts';
import { lessonForm, questionForm } from '../../../answer-form.schema.ts';
import { donePracticeIfWhole, finishLesson, leftOf } from '../../../by-form.server.ts';
import { findLesson, findQuestion, stepAfter } from '../../../find.ts';
import { questionView } from '../../../lesson-view.ts';
import { readForm } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** What became of a form: the question with its reason, or what is left of the lesson. Nothing is written here. */
export const load: PageServerLoad = async ({ url, params, locals: { services, lang, learner } }) => {
	const place = findLesson(services.catalogue, params);
	if (!place) error(404, 'no such lesson');
	const { course, lesson } = place;
	const home = `/${params.lang}/learn/${course.id}`;
	const page = { home, lesson: lesson.id, title: lesson.title[lang], version: course.version };
	const asked = url.searchParams;
	const question = findQuestion(lesson, asked.get('item') ?? '')?.question;
	if (question) {
		const choice = asked.get('choice') ?? '';
		return {
			...page,
			question: questionView(course, lesson.id, question, lang),
			chosen: { choice, right: isRight(question, choice) },
			tryNumber: Math.min(Math.max(Math.trunc(Number(asked.get('try'))) || 1, 1), 999_999),
			from: asked.get('from') === 'rehearsal' ? 'rehearsal' : undefined,
			next: stepAfter(lesson, question.id)
		};
	}
	const next = course.lessons.find((other) => other.number === lesson.number + 1);
	const left = learner && (await leftOf(services, { learnerId: learner.learnerId, lang, ...place }));
	return { ...page, left, after: next && { title: next.title[lang], href: `${home}/${next.id}` } };
};

export const actions: Actions = {
	question: async ({ request, params, cookies, url, locals: { services, lang } }) => {
		const { fields, sent } = await readForm(request, questionForm);
		const found = findLesson(services.catalogue, params, sent.version);
		const asked = found && findQuestion(found.lesson, sent.item);
		if (!asked) error(404, 'no such question');
		const { question, practice } = asked;
		const read = readChoice(question, fields);
		if (!read.ok)
			return fail(400, {
				question: questionView(found.course, found.lesson.id, question, lang),
				typed: read.typed,
				tryNumber: sent.try,
				from: sent.from
			});
		const place = { learnerId: await ensureGuest(services, cookies, lang), lang, ...found };
		const { right, nextTry } = await answerByForm(services, {
			...place,
			lesson: found.lesson.id,
			question,
			choice: read.choice,
			tryNumber: sent.try
		});
		if (right && practice) await donePracticeIfWhole(services, place, practice);
		const told = new URLSearchParams({ item: question.id, choice: read.choice, try: String(nextTry) });
		if (sent.from) told.set('from', sent.from);
		redirect(303, `${url.pathname}?${told}`);
	},

	finish: async ({ request, params, cookies, url, locals: { services, lang } }) => {
		const { sent } = await readForm(request, lessonForm);
		const found = findLesson(services.catalogue, params, sent.version);
		if (!found) error(404, 'no such lesson');
		const learnerId = await ensureGuest(services, cookies, lang);
		await finishLesson(services, { learnerId, lang, ...found });
		redirect(303, url.pathname);
	}
};
