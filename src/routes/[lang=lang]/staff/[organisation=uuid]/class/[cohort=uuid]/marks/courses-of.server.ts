import { practicalKind, type Course } from '#lib/catalog/index.ts';
import { classCourses, type StaffAt } from '#lib/cohorts/index.server.ts';
import type { Services } from '#lib/services.server.ts';

/** The courses of this class that have a practical (A5). */
export const coursesOf = async (services: Services, at: StaffAt, cohortId: string): Promise<Course[]> =>
	(await classCourses(services, at, cohortId)).filter((course) => practicalKind(course) !== 'none');
