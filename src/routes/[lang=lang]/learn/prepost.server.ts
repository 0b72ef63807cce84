/** The six questions, before and after: the same pages, load and action for both (A4). */
import { ensureGuest } from '#lib/accounts/index.server.ts';
import { readPrepost } from '#lib/assessment/index.server.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { lessonForm } from './answer-form.schema.ts';
import { recordAct } from './by-form.server.ts';
import { wholeCourse } from './find-course.server.ts';
import { itemView } from './lesson-view.ts';
import { readAnswers, typedOf } from './read-answers.ts';
import { readForm } from './read-form.ts';

export type Phase = 'before' | 'after';
type Event = Pick<RequestEvent, 'locals' | 'request' | 'cookies' | 'url'> & { params: { course: string } };

function courseOf({ params, locals }: Event, phase: Phase) {
	const course = wholeCourse(locals, params.course, `/${phase}`);
	if (!course.prepost.length) error(404, 'no such questions');
	return course;
}

export const loadPrepost = (phase: Phase) => async (event: Event) => {
	const { services, lang, learner, formToken } = event.locals;
	const course = courseOf(event, phase);
	const home = `/${lang}/learn/${course.id}`;
	const known = learner ? await readPrepost(services.db, learner.learnerId) : [];
	return {
		home,
		phase,
		formToken,
		course: course.id,
		version: course.version,
		learner: learner?.kind === 'joined' ? learner.learnerId : '',
		known: known.some((row) => row.course === course.id && row.phase === phase),
		onward: phase === 'before' ? `${home}/${course.lessons[0]!.id}` : home,
		items: course.prepost.map((item) => itemView(course, item, lang))
	};
};

export const answerPrepost = (phase: Phase) => async (event: Event) => {
	const { services, lang } = event.locals;
	const { fields, sent } = await readForm(event.request, lessonForm);
	const current = courseOf(event, phase);
	const course = services.catalogue.version(current.id, sent.version) ?? current;
	const { answers, faults } = readAnswers(course.prepost, fields);
	if (faults.length) return fail(400, { faults, typed: typedOf(course.prepost, fields) });
	const learnerId = await ensureGuest(services, event.cookies, lang);
	const body = { course: course.id, version: course.version, phase, answers };
	await recordAct(services, learnerId, 'prepost.answered', body, [course.id, phase]);
	redirect(303, event.url.pathname);
};
