import { answerHelp, classCourses, liftLockOf } from '#lib/cohorts/index.server.ts';
import { recordStaffEvents } from '#lib/sync/index.server.ts';
import { error, fail } from '@sveltejs/kit';
import { act, orGone } from './act.server.ts';

/** A3. The next form opens at once. */
export const grant = act(
	'learners.teach',
	'tries',
	async ({ services, at, cohortId, learnerId, text, idOf }) => {
		const course = (await classCourses(services, at, cohortId)).find(({ id }) => id === text('course'));
		if (!course) error(400, 'not a form of this page');
		const [outcome] = await recordStaffEvents(services, at.staffId, learnerId, [
			{ kind: 'try.granted', body: { course: course.id }, act: [idOf('id'), course.id] }
		]);
		if (outcome?.outcome === 'rejected') return fail(409, { unkept: true });
	}
);

/** S11. A person decides about what came late. */
export const late = act('learners.teach', 'late', async ({ services, at, learnerId, text, idOf }) => {
	const of = idOf('of');
	const accepted = text('accepted') === 'yes';
	const [outcome] = await recordStaffEvents(services, at.staffId, learnerId, [
		{ kind: 'late.decided', body: { of, accepted }, act: [idOf('id'), of] }
	]);
	if (outcome?.outcome === 'rejected') return fail(409, { unkept: true });
});

/** K3. Wrong tries at her secret are forgotten. */
export const unlock = act('learners.teach', 'secret', async ({ services, at, cohortId, learnerId }) => {
	orGone(await liftLockOf(services, at, { cohortId, learnerId }));
});

export const answer = act('learners.teach', 'asked', async ({ services, at, cohortId, learnerId, idOf }) => {
	orGone(await answerHelp(services, at, { cohortId, learnerId, eventId: idOf('of') }));
});
