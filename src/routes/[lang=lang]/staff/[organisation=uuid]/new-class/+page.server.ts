import { textOf } from '#lib/accounts/index.server.ts';
import { listPlanning, makeCohort, readClassForm, typedClass } from '#lib/cohorts/index.server.ts';
import { dayIn, readClassPlan, weekdayOf } from '#lib/cohorts/index.ts';
import { isUuid, uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../staff-here.server.ts';
import { classFaults } from '../class-faults.ts';
import { classChoices, typedPlan } from '../class-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'class.make');
	const { services, lang } = event.locals;
	const planning = await listPlanning(services, at);
	if (!planning.ok) error(404, 'no such page');
	const templates = planning.value.templates.filter((t) => !t.archived);
	const template = templates.find((t) => t.id === event.url.searchParams.get('template'));
	const choices = classChoices(services, lang, planning.value.programmes);
	const today = dayIn(at.zone, services.clock());
	const only = choices.courses.length === 1 ? choices.courses[0]!.id : '';
	const plan = template?.plan ?? { ...readClassPlan('{}', only), weekday: weekdayOf(today) };
	return {
		...choices,
		newId: uuidv7(services.clock(), services.random),
		templates: templates.map(({ id, name }) => ({ id, name })),
		template: template?.id ?? '',
		typed: typedPlan({ ...plan, startsOn: today }, { name: '', programmeId: null, approval: true })
	};
};

export const actions: Actions = {
	default: async (event) => {
		const at = await staffHere(event, 'class.make');
		const { services, lang } = event.locals;
		const form = await event.request.formData();
		const id = textOf(form, 'id');
		const again = (fields: Parameters<typeof classFaults>[0]) =>
			fail(400, { id: isUuid(id) ? id : '', typed: typedClass(form), faults: classFaults(fields) });
		const read = readClassForm(form);
		if (!read.ok) return again(read.refusal.fields);
		if (!isUuid(id)) return again([]);
		const made = await makeCohort(services, at, { id, ...read.value });
		if (!made.ok) {
			if (made.refusal.tag === 'forbidden') error(404, 'no such page');
			return again([made.refusal.tag === 'unknown_course' ? 'course' : 'programme']);
		}
		redirect(303, `/${lang}/staff/${at.organisationId}/class/${id}/settings?made=1`);
	}
};
