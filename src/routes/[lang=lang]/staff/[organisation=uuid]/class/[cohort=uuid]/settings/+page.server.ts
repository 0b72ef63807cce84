import { textOf } from '#lib/accounts/index.server.ts';
import {
	addClassStaff,
	archiveCohort,
	editCohort,
	endClassStaff,
	findCohort,
	findOpenCode,
	listClassStaff,
	listPlanning,
	may,
	namedForm,
	readClassForm,
	renewClassNumber,
	saveTemplate,
	staffEndForm,
	staffForm,
	typedClass,
	type StaffAt
} from '#lib/cohorts/index.server.ts';
import { groupClassNumber, meetingDays, readClassPlan } from '#lib/cohorts/index.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { staffHere } from '../../../../staff-here.server.ts';
import { classFaults } from '../../../class-faults.ts';
import { classChoices, typedPlan } from '../../../class-form.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const SAID = ['made', 'saved'] as const;

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'class.edit');
	const { services, lang } = event.locals;
	const { cohort: cohortId } = event.params;
	const [cohort, code, staff, planning] = await Promise.all([
		findCohort(services.db, at.organisationId, cohortId),
		findOpenCode(services.db, at.organisationId, cohortId, services.clock()),
		listClassStaff(services, at, cohortId),
		listPlanning(services, at)
	]);
	if (!cohort || !staff.ok || !planning.ok) error(404, 'no such page');
	const plan = readClassPlan(cohort.plan, cohort.course);
	const { name, programme_id: programmeId, approval } = cohort;
	const given = { name, programmeId, approval: approval === 1 };
	return {
		...classChoices(services, lang, planning.value.programmes, programmeId),
		typed: typedPlan(plan, given),
		days: meetingDays(plan),
		said: SAID.find((word) => event.url.searchParams.has(word)),
		number: code && { text: groupClassNumber(code.code), until: code.expires_at },
		address: code && `${services.env.origin}/${lang}/join?class=${code.code}`,
		staff: staff.value,
		mayKeep: may(at, 'class.make'),
		newTemplate: uuidv7(services.clock(), services.random)
	};
};

type Done = { ok: true } | { ok: false; refusal: { tag: string } };

const page = (event: RequestEvent, at: StaffAt) =>
	`/${event.locals.lang}/staff/${at.organisationId}/class/${event.params.cohort}/settings`;

/** An archived class and a person who is no trainer are told to whoever tried; what is not hers is no page at all. */
async function act(
	event: RequestEvent,
	run: (at: StaffAt, form: FormData) => Promise<Done | undefined>,
	allowed?: { alsoArchived: boolean }
) {
	const at = await staffHere(event, 'class.edit', allowed);
	const form = await event.request.formData();
	const done = await run(at, form);
	if (!done) return fail(400, { refused: 'choice' as const });
	if (!done.ok) {
		const { tag } = done.refusal;
		if (tag === 'archived' || tag === 'unknown_person')
			return fail(tag === 'archived' ? 409 : 400, { refused: tag });
		error(404, 'no such page');
	}
	redirect(303, `${page(event, at)}?saved=1`);
}

export const actions: Actions = {
	save: async (event) => {
		const at = await staffHere(event, 'class.edit');
		const form = await event.request.formData();
		const again = (fields: Parameters<typeof classFaults>[0]) =>
			fail(400, { typed: typedClass(form), faults: classFaults(fields) });
		const read = readClassForm(form);
		if (!read.ok) return again(read.refusal.fields);
		const done = await editCohort(event.locals.services, at, event.params.cohort, read.value);
		if (!done.ok) {
			const { tag } = done.refusal;
			if (tag === 'archived') return fail(409, { refused: tag });
			if (tag === 'unknown_course') return again(['course']);
			if (tag === 'unknown_programme') return again(['programme']);
			error(404, 'no such page');
		}
		redirect(303, `${page(event, at)}?saved=1`);
	},
	number: (event) => act(event, (at) => renewClassNumber(event.locals.services, at, event.params.cohort)),
	staff: (event) =>
		act(event, async (at, form) => {
			const read = v.safeParse(staffForm, Object.fromEntries(form));
			if (!read.success) return undefined;
			const { staff: staffId, role } = read.output;
			return addClassStaff(event.locals.services, at, event.params.cohort, { staffId, role });
		}),
	end: (event) =>
		act(event, async (at, form) => {
			const read = v.safeParse(staffEndForm, Object.fromEntries(form));
			if (!read.success) return undefined;
			const done = await endClassStaff(event.locals.services, at, event.params.cohort, read.output.staff);
			// Who took herself out has no class here any more.
			if (done.ok && read.output.staff === at.staffId)
				redirect(303, `/${event.locals.lang}/staff/${at.organisationId}`);
			return done;
		}),
	// The number on the posters ends with it: never by one tap.
	archive: async (event) => {
		const at = await staffHere(event, 'class.edit', { alsoArchived: true });
		const form = await event.request.formData();
		if (form.get('sure') !== 'yes') return fail(400, { unsure: true });
		const done = await archiveCohort(event.locals.services, at, event.params.cohort, true);
		if (!done.ok) error(404, 'no such page');
		redirect(303, `${page(event, at)}?saved=1`);
	},
	open: (event) =>
		act(event, (at) => archiveCohort(event.locals.services, at, event.params.cohort, false), {
			alsoArchived: true
		}),
	template: async (event) => {
		const at = await staffHere(event, 'class.edit');
		const form = await event.request.formData();
		const read = v.safeParse(namedForm, Object.fromEntries(form));
		if (!read.success)
			return fail(400, {
				template: textOf(form, 'name').slice(0, 80),
				templateFault: { tag: 'field' as const }
			});
		const given = { ...read.output, cohortId: event.params.cohort };
		if (!(await saveTemplate(event.locals.services, at, given)).ok) error(404, 'no such page');
		redirect(303, `/${event.locals.lang}/staff/${at.organisationId}/templates`);
	}
};
