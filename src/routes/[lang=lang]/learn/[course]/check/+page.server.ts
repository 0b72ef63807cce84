import { openCheck } from '#lib/assessment/index.server.ts';
import { findOpenLearner } from '#lib/accounts/index.server.ts';
import { fail, redirect } from '@sveltejs/kit';
import { checkForm } from '../../answer-form.schema.ts';
import { recordAct } from '../../by-form.server.ts';
import { ruleView } from '../../check-rule.ts';
import { checkPlace } from '../../find-course.server.ts';
import { itemView } from '../../lesson-view.ts';
import { readAnswers, typedOf } from '../../read-answers.ts';
import { readForm } from '../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** For joined learners (A2); a guest sees what joining gives. Keys and reasons never come here (C6). */
export const load: PageServerLoad = async ({ params, locals: { services, lang, learner, formToken } }) => {
	const { course, ...place } = checkPlace({ services, lang }, params.course);
	const page = { ...place, formToken, rule: ruleView(course, lang) };
	if (learner?.kind !== 'joined') return { ...page, state: 'guest' as const };
	const open = await openCheck(services, learner.learnerId, course);
	if (!open.ok) {
		if (open.refusal.tag === 'passed') redirect(303, `${place.check}/result`);
		return { ...page, state: 'wait' as const, opensAt: open.refusal.opensAt };
	}
	const person = await findOpenLearner(services.db, learner.learnerId);
	const { number, version, items } = open.value;
	return {
		...page,
		state: 'open' as const,
		learner: learner.learnerId,
		seed: person?.tile_seed ?? 1,
		course: course.id,
		number,
		version,
		items: items.map((item) => itemView(course, item, lang))
	};
};

export const actions: Actions = {
	default: async ({ request, params, locals: { services, lang, learner } }) => {
		const { fields, sent } = await readForm(request, checkForm);
		const { course: current, check } = checkPlace({ services, lang }, params.course);
		const course = services.catalogue.version(params.course, sent.version) ?? current;
		if (learner?.kind !== 'joined') redirect(303, check);
		const open = await openCheck(services, learner.learnerId, course);
		// Handed in before, perhaps by a second tap: the result says so.
		if (!open.ok || open.value.number !== sent.number) redirect(303, `${check}/result`);
		const { items, version, number } = open.value;
		const { answers, faults } = readAnswers(items, fields);
		if (faults.length) return fail(400, { faults, typed: typedOf(items, fields) });
		const body = { course: course.id, version, number, answers };
		await recordAct(services, learner.learnerId, 'check.submitted', body, [course.id, number]);
		redirect(303, `${check}/result`);
	}
};
