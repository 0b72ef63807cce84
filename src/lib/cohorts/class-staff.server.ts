import { writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import type { ClassRefused } from './class-number.server.ts';
import * as staff from './class-staff.repository.server.ts';
import { takeCohort } from './cohorts.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export interface ClassStaff {
	/** Who teaches the class now; without a name where the person's account is closed. */
	here: { id: string; name: string; role: staff.ClassRole }[];
	/** Who could: trainers and co-trainers of the organisation who are not here. */
	others: { id: string; name: string; roles: staff.ClassRole[] }[];
}

export async function listClassStaff(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	cohortId: string
): Promise<Result<ClassStaff, { tag: 'forbidden' }>> {
	if (!may(at, 'class.edit', cohortId)) return refuse({ tag: 'forbidden' });
	const [here, teachers] = await Promise.all([
		staff.listStaffOf(db, at.organisationId, cohortId),
		staff.listTeachers(db, at.organisationId)
	]);
	const names = await staff.staffNames(db, [
		...new Set([...here, ...teachers].map(({ staff_id }) => staff_id))
	]);
	const taken = new Set(here.map((h) => h.staff_id));
	const others = new Map<string, staff.ClassRole[]>();
	for (const { staff_id, role } of teachers)
		if (!taken.has(staff_id) && names.has(staff_id))
			others.set(staff_id, [...(others.get(staff_id) ?? []), role as staff.ClassRole]);
	return ok({
		here: here.map(({ staff_id: id, role }) => ({ id, name: names.get(id) ?? '', role })),
		others: [...others]
			.map(([id, roles]) => ({ id, name: names.get(id)!, roles }))
			.sort((a, b) => a.name.localeCompare(b.name))
	});
}

/** A trainer may stand in as co-trainer; who is only co-trainer in the organisation is no trainer of a class. */
export async function addClassStaff(
	services: Services,
	at: StaffAt,
	cohortId: string,
	{ staffId, role }: { staffId: string; role: staff.ClassRole }
): Promise<Result<null, ClassRefused | { tag: 'unknown_person' }>> {
	const { organisationId, staffId: actor } = at;
	if (!may(at, 'class.edit', cohortId)) return refuse({ tag: 'forbidden' });
	return services.db.transaction().execute(async (tx) => {
		const cohort = await takeCohort(tx, organisationId, cohortId);
		if (!cohort) return refuse({ tag: 'unknown_class' } as const);
		if (cohort.archived_at !== null) return refuse({ tag: 'archived' } as const);
		const teaches = (await staff.listTeachers(tx, organisationId))
			.filter((t) => t.staff_id === staffId)
			.map((t) => t.role);
		if (!teaches.includes('trainer') && !teaches.includes(role))
			return refuse({ tag: 'unknown_person' } as const);
		const there = (await staff.listStaffOf(tx, organisationId, cohortId)).find((s) => s.staff_id === staffId);
		if (there?.role === role) return ok(null);
		await staff.placeStaff(tx, { organisationId, cohortId, staffId, role, now: services.clock() });
		await writeAudit(tx, services, {
			organisationId,
			actor,
			act: 'class_staff.added',
			subject: staffId,
			detail: { cohort: cohortId, role }
		});
		return ok(null);
	});
}

/** What she did there stays hers; the class is no longer open to her. */
export async function endClassStaff(
	services: Services,
	at: StaffAt,
	cohortId: string,
	staffId: string
): Promise<Result<null, { tag: 'forbidden' }>> {
	const { organisationId, staffId: actor } = at;
	if (!may(at, 'class.edit', cohortId)) return refuse({ tag: 'forbidden' });
	await services.db.transaction().execute(async (tx) => {
		if (!(await staff.endStaff(tx, organisationId, cohortId, staffId, services.clock()))) return;
		await writeAudit(tx, services, {
			organisationId,
			actor,
			act: 'class_staff.ended',
			subject: staffId,
			detail: { cohort: cohortId }
		});
	});
	return ok(null);
}
