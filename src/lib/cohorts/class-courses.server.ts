import type { Course } from '../catalog/index.ts';
import type { Services } from '../services.server.ts';
import { readClassPlan } from './class-plan.ts';
import { findCohort } from './cohorts.repository.server.ts';
import type { StaffAt } from './staff-at.server.ts';

/** T1. The courses that a class is for, in its order: what staff decide there is about these alone. */
export async function classCourses(
	{ db, catalogue }: Pick<Services, 'db' | 'catalogue'>,
	{ organisationId }: Pick<StaffAt, 'organisationId'>,
	cohortId: string
): Promise<Course[]> {
	const cohort = await findCohort(db, organisationId, cohortId);
	const plan = cohort && readClassPlan(cohort.plan, cohort.course);
	return (plan?.courses ?? []).flatMap((id) => catalogue.course(id) ?? []);
}
