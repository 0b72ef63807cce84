import type { Db, Tx } from '../platform/db.server.ts';
import type { CohortStaffRow } from '../platform/schema.ts';

export type ClassRole = CohortStaffRow['role'];

/** Who was there already has the role given now, and is there again if she had gone. */
export const placeStaff = (
	tx: Tx,
	given: { organisationId: string; cohortId: string; staffId: string; role: ClassRole; now: number }
) =>
	tx
		.insertInto('cohort_staff')
		.values({
			organisation_id: given.organisationId,
			cohort_id: given.cohortId,
			staff_id: given.staffId,
			role: given.role,
			since: given.now
		})
		.onConflict((c) =>
			c
				.columns(['organisation_id', 'cohort_id', 'staff_id'])
				.doUpdateSet({ role: given.role, since: given.now, ended_at: null })
		)
		.execute();

/** @returns false when she is not there now */
export const endStaff = async (
	tx: Tx,
	organisationId: string,
	cohortId: string,
	staffId: string,
	now: number
): Promise<boolean> =>
	(await tx
		.updateTable('cohort_staff')
		.set({ ended_at: now })
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.where('staff_id', '=', staffId)
		.where('ended_at', 'is', null)
		.returning('staff_id')
		.executeTakeFirst()) !== undefined;

export const listStaffOf = (db: Db, organisationId: string, cohortId: string) =>
	db
		.selectFrom('cohort_staff')
		.select(['staff_id', 'role', 'since'])
		.where('organisation_id', '=', organisationId)
		.where('cohort_id', '=', cohortId)
		.where('ended_at', 'is', null)
		.orderBy('since')
		.orderBy('staff_id')
		.execute();

/** Whoever teaches in this organisation, and as what. */
export const listTeachers = (db: Db, organisationId: string) =>
	db
		.selectFrom('staff_role')
		.select(['staff_id', 'role'])
		.where('organisation_id', '=', organisationId)
		.where('role', 'in', ['trainer', 'co_trainer'])
		.execute();

export const staffNames = async (db: Db, staffIds: readonly string[]): Promise<Map<string, string>> =>
	new Map(
		staffIds.length
			? (
					await db
						.selectFrom('staff')
						.select(['staff_id', 'name'])
						.where('staff_id', 'in', staffIds)
						.where('disabled_at', 'is', null)
						.execute()
				).map((row) => [row.staff_id, row.name])
			: []
	);
