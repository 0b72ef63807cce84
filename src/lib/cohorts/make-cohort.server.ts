import { writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { giveNumber } from './class-number.server.ts';
import { placeStaff } from './class-staff.repository.server.ts';
import * as cohorts from './cohorts.repository.server.ts';
import type { ClassPlan } from './class-plan.ts';
import { findProgramme } from './planning.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** What a form says of a class. */
export interface ClassGiven {
	name: string;
	programmeId: string | null;
	plan: ClassPlan;
	/** Whether a trainer lets each woman in who asks with the class number. */
	approval: boolean;
}

export type MakeCohortRefusal =
	{ tag: 'forbidden' } | { tag: 'unknown_course' } | { tag: 'unknown_programme' };

/** Whether its courses are in the catalogue and its programme, where it has one, is this organisation's and open. */
export async function checkClass(
	{ db, catalogue }: Pick<Services, 'db' | 'catalogue'>,
	organisationId: string,
	{ plan, programmeId }: Pick<ClassGiven, 'plan' | 'programmeId'>
): Promise<{ tag: 'unknown_course' } | { tag: 'unknown_programme' } | undefined> {
	// What is made of courses, a part check or a set of badges, is nothing that a class is held in.
	const whole = (id: string) => {
		const course = catalogue.course(id);
		return course !== undefined && course.of === undefined && !course.needs;
	};
	if (!plan.courses.length || !plan.courses.every(whole)) return { tag: 'unknown_course' };
	if (programmeId !== null && !(await findProgramme(db, organisationId, programmeId)))
		return { tag: 'unknown_programme' };
	return undefined;
}

/**
 * Makes a class with its class number. A trainer who makes one is its trainer.
 * @param given `id` comes from the form: a second tap makes nothing new
 */
export async function makeCohort(
	services: Services,
	at: StaffAt,
	given: ClassGiven & { id: string }
): Promise<Result<null, MakeCohortRefusal>> {
	const { db, clock } = services;
	const { organisationId, staffId } = at;
	if (!may(at, 'class.make')) return refuse({ tag: 'forbidden' });
	const fault = await checkClass(services, organisationId, given);
	if (fault) return refuse(fault);
	await db.transaction().execute(async (tx) => {
		const made = await cohorts.insertCohort(tx, {
			organisation_id: organisationId,
			cohort_id: given.id,
			name: given.name,
			course: given.plan.courses[0]!,
			created_at: clock(),
			programme_id: given.programmeId,
			plan: JSON.stringify(given.plan),
			approval: given.approval ? 1 : 0
		});
		if (!made) return;
		await giveNumber(services, tx, organisationId, given.id);
		if (at.roles.includes('trainer'))
			await placeStaff(tx, { organisationId, cohortId: given.id, staffId, role: 'trainer', now: clock() });
		await writeAudit(tx, services, { organisationId, actor: staffId, act: 'cohort.made', subject: given.id });
	});
	return ok(null);
}
