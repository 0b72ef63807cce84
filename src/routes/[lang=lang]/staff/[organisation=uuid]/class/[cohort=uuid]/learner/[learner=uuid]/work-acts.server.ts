import { answerHelp, auditProgress, classCourses, liftLockOf } from '#lib/cohorts/index.server.ts';
import type { StaffAct } from '#lib/progress/index.ts';
import { recordStaffEvents } from '#lib/sync/index.server.ts';
import { error, fail } from '@sveltejs/kit';
import { act, orGone, type Act } from './act.server.ts';

/** An act on her work, in her log and in the audit. */
async function record({ services, at, cohortId, learnerId }: Act, toLog: StaffAct) {
	const also = auditProgress(services, { ...at, cohortId });
	const [outcome] = await recordStaffEvents(services, at.staffId, learnerId, [toLog], { also });
	if (outcome?.outcome === 'rejected') return fail(409, { unkept: true });
}

/** A3. The next form opens at once. */
export const grant = act('learners.teach', 'tries', async (given) => {
	const { services, at, cohortId, text, idOf } = given;
	const course = (await classCourses(services, at, cohortId)).find(({ id }) => id === text('course'));
	if (!course) error(400, 'not a form of this page');
	return record(given, { kind: 'try.granted', body: { course: course.id }, act: [idOf('id'), course.id] });
});

/** S11. A person decides about what came late. */
export const late = act('learners.teach', 'late', (given) => {
	const of = given.idOf('of');
	const accepted = given.text('accepted') === 'yes';
	return record(given, { kind: 'late.decided', body: { of, accepted }, act: [given.idOf('id'), of] });
});

/** K3. Wrong tries at her secret are forgotten. */
export const unlock = act('learners.teach', 'secret', async ({ services, at, cohortId, learnerId }) => {
	orGone(await liftLockOf(services, at, { cohortId, learnerId }));
});

export const answer = act('learners.teach', 'asked', async ({ services, at, cohortId, learnerId, idOf }) => {
	orGone(await answerHelp(services, at, { cohortId, learnerId, eventId: idOf('of') }));
});
