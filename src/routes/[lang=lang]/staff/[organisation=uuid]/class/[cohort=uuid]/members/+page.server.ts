import {
	admit,
	bringBack,
	findCohort,
	learnerForm,
	learnersForm,
	leaveClass,
	leaveForm,
	listCohortsOf,
	listMembers,
	may,
	moveForm,
	moveLearner,
	refuseForm,
	refuseLearner,
	type MembersRefusal,
	type StaffAt
} from '#lib/cohorts/index.server.ts';
import type { Permission } from '#lib/accounts/index.ts';
import { readClassPlan, type ChangeCode } from '#lib/cohorts/index.ts';
import { nameKey } from '#lib/platform/name-order.ts';
import type { Result } from '#lib/platform/result.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { staffHere } from '../../../../staff-here.server.ts';
import { DONE, readDone } from './done.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const { services } = event.locals;
	const { cohort: cohortId } = event.params;
	const [members, cohort, classes] = await Promise.all([
		listMembers(services, at, cohortId),
		findCohort(services.db, at.organisationId, cohortId),
		listCohortsOf(services, at)
	]);
	if (!members.ok || !cohort) error(404, 'no such page');
	const { active, former, ...waiting } = members.value;
	const q = (event.url.searchParams.get('q') ?? '').slice(0, 60);
	const wanted = nameKey(q);
	const showFormer = event.url.searchParams.has('former');
	return {
		...waiting,
		q,
		active: active.filter((member) => nameKey(member.name).includes(wanted)),
		members: active.length,
		places: readClassPlan(cohort.plan, cohort.course).places,
		formerCount: former.length,
		former: showFormer ? former : [],
		showFormer,
		mayManage: may(at, 'learners.manage', cohortId),
		targets: classes
			.filter((c) => c.id !== cohortId && may(at, 'learners.manage', c.id))
			.map(({ id, name }) => ({ id, name })),
		classNames: Object.fromEntries(classes.map(({ id, name }) => [id, name])),
		done: readDone(event.url.searchParams)
	};
};

/** Reads the form, does it, and shows the list again with what was done; what cannot be done is said in words. */
async function act<S extends v.GenericSchema, T>(
	event: RequestEvent,
	needs: Permission,
	schema: S,
	read: (form: FormData) => unknown,
	run: (at: StaffAt, given: v.InferOutput<S>) => Promise<Result<T, MembersRefusal>>,
	said: (value: T) => Partial<Record<(typeof DONE)[number], number>>
) {
	const at = await staffHere(event, needs);
	const form = await event.request.formData();
	const given = v.safeParse(schema, read(form));
	if (!given.success) return fail(400, { refused: 'field' as const });
	const done = await run(at, given.output);
	if (!done.ok) {
		const { tag } = done.refusal;
		if (tag === 'forbidden') error(404, 'no such page');
		return fail(400, { refused: tag });
	}
	const query = new URLSearchParams(
		Object.entries(said(done.value)).flatMap(([word, n]) => (n ? [[word, String(n)]] : []))
	);
	const page = `/${event.locals.lang}/staff/${at.organisationId}/class/${event.params.cohort}/members`;
	redirect(303, `${page}?${query}`);
}

const fields = (form: FormData) => Object.fromEntries(form);
const reasonOf = ({ reason, words }: { reason: ChangeCode; words: string }) => ({
	code: reason,
	...(words && { words })
});

export const actions: Actions = {
	admit: (event) =>
		act(
			event,
			'learners.teach',
			learnersForm,
			(form) => form.getAll('learner'),
			(at, ids) => admit(event.locals.services, at, event.params.cohort, ids),
			({ active, queued }) => ({ in: active, queued })
		),
	refuse: (event) =>
		act(
			event,
			'learners.teach',
			refuseForm,
			fields,
			(at, { learner, ...why }) =>
				refuseLearner(event.locals.services, at, event.params.cohort, learner, reasonOf(why)),
			() => ({ refused: 1 })
		),
	leave: (event) =>
		act(
			event,
			'learners.manage',
			leaveForm,
			fields,
			(at, { learner, ...why }) =>
				leaveClass(event.locals.services, at, event.params.cohort, learner, reasonOf(why)),
			() => ({ left: 1 })
		),
	move: (event) =>
		act(
			event,
			'learners.manage',
			moveForm,
			fields,
			(at, { learner: learnerId, to, ...why }) =>
				moveLearner(event.locals.services, at, {
					from: event.params.cohort,
					to,
					learnerId,
					reason: reasonOf(why)
				}),
			() => ({ moved: 1 })
		),
	back: (event) =>
		act(
			event,
			'learners.manage',
			learnerForm,
			fields,
			(at, { learner }) => bringBack(event.locals.services, at, event.params.cohort, learner),
			() => ({ back: 1 })
		)
};
