import { deviceOf, textOf, withWait } from '#lib/accounts/index.server.ts';
import type { FormFault } from '#lib/accounts/index.ts';
import {
	enrol,
	enrolmentsOf,
	findCohort,
	findOrganisation,
	tryClassNumber
} from '#lib/cohorts/index.server.ts';
import { readClassPlan } from '#lib/cohorts/index.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = ['active', 'asked', 'queued', 'refused'] as const;
type Shown = (typeof SHOWN)[number];

export const load: PageServerLoad = async ({
	url,
	cookies,
	locals: { services, learner, lang, formToken }
}) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/join${url.search}`);
	const number = url.searchParams.get('class')?.slice(0, 20) ?? '';
	const [found, enrolments] = await Promise.all([
		number ? tryClassNumber(services, deviceOf(services, cookies), number) : undefined,
		enrolmentsOf(services.db, learner.learnerId)
	]);
	const classes = await Promise.all(
		enrolments
			.filter((e) => SHOWN.some((state) => state === e.state))
			.map(async ({ organisation_id, cohort_id, state }) => {
				const [cohort, organisation] = await Promise.all([
					findCohort(services.db, organisation_id, cohort_id),
					findOrganisation(services.db, organisation_id)
				]);
				if (!cohort || !organisation || cohort.archived_at !== null) return [];
				const { weekday, time, place, startsOn } = readClassPlan(cohort.plan, cohort.course);
				return [
					{
						id: cohort_id,
						state: state as Shown,
						name: cohort.name,
						organisation: organisation.name,
						// Before a trainer's yes she is told the two names and nothing else.
						...(state === 'active' && startsOn && { meets: { weekday, time, place } })
					}
				];
			})
	);
	const fault: FormFault | undefined =
		found && !found.ok ? withWait(found.refusal, services.clock()) : undefined;
	return {
		formToken,
		number,
		fault,
		asked: found?.ok ? { name: found.value.name, organisation: found.value.organisation } : undefined,
		classes: classes.flat()
	};
};

export const actions: Actions = {
	default: async ({ request, cookies, locals: { services, learner, lang } }) => {
		if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
		const number = textOf(await request.formData(), 'class');
		const found = await tryClassNumber(services, deviceOf(services, cookies), number);
		if (!found.ok) {
			const fault: FormFault = withWait(found.refusal, services.clock());
			return fail(400, { number: number.slice(0, 20), fault });
		}
		await services.db.transaction().execute((tx) => enrol(tx, services, learner.learnerId, found.value));
		redirect(303, `/${lang}/me/class`);
	}
};
