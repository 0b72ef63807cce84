import { textOf } from '#lib/accounts/index.server.ts';
import type { FormFault } from '#lib/accounts/index.ts';
import { enrol, enrolmentsOf, findCohort, findOpenClass } from '#lib/cohorts/index.server.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { services, learner, lang, formToken } }) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/join${url.search}`);
	const number = url.searchParams.get('class')?.slice(0, 20) ?? '';
	const [found, enrolments] = await Promise.all([
		number ? findOpenClass(services, number) : undefined,
		enrolmentsOf(services.db, learner.learnerId)
	]);
	const classes = await Promise.all(
		enrolments
			.filter((e) => e.state === 'active')
			.map((e) => findCohort(services.db, e.organisation_id, e.cohort_id))
	);
	const fault: FormFault | undefined = found && !found.ok ? found.refusal : undefined;
	return {
		formToken,
		number,
		fault,
		asked: found?.ok ? { name: found.value.name, organisation: found.value.organisation } : undefined,
		classes: classes.flatMap((c) => (c ? [c.name] : []))
	};
};

export const actions: Actions = {
	default: async ({ request, locals: { services, learner, lang } }) => {
		if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
		const number = textOf(await request.formData(), 'class');
		const found = await findOpenClass(services, number);
		if (!found.ok) return fail(400, { number, fault: found.refusal satisfies FormFault });
		await services.db
			.transaction()
			.execute((tx) => enrol(tx, learner.learnerId, found.value, services.clock()));
		redirect(303, `/${lang}/me/class`);
	}
};
