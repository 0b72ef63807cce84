import { writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { giveNumber, type ClassRefused } from './class-number.server.ts';
import * as cohorts from './cohorts.repository.server.ts';
import { checkClass, type ClassGiven, type MakeCohortRefusal } from './make-cohort.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** Changes a class's name, programme and plan. Fewer places than women put nobody out: the class only takes no more. */
export async function editCohort(
	services: Services,
	at: StaffAt,
	cohortId: string,
	given: ClassGiven
): Promise<Result<null, ClassRefused | MakeCohortRefusal>> {
	const { organisationId, staffId: actor } = at;
	if (!may(at, 'class.edit', cohortId)) return refuse({ tag: 'forbidden' });
	const fault = await checkClass(services, organisationId, given);
	if (fault) return refuse(fault);
	return services.db.transaction().execute(async (tx) => {
		const cohort = await cohorts.takeCohort(tx, organisationId, cohortId);
		if (!cohort) return refuse({ tag: 'unknown_class' } as const);
		if (cohort.archived_at !== null) return refuse({ tag: 'archived' } as const);
		const to = {
			name: given.name,
			course: given.plan.courses[0]!,
			programme_id: given.programmeId,
			plan: JSON.stringify(given.plan),
			approval: given.approval ? 1 : 0
		};
		if (Object.entries(to).every(([column, value]) => cohort[column as keyof typeof to] === value))
			return ok(null);
		await cohorts.updateCohort(tx, organisationId, cohortId, to);
		await writeAudit(tx, services, { organisationId, actor, act: 'cohort.edited', subject: cohortId });
		return ok(null);
	});
}

/**
 * Puts a class away, or brings it back. Away, its number opens nothing and nobody is let in; whoever was in it stays written
 * there, with all that was done. Brought back, it has a new number.
 */
export async function archiveCohort(
	services: Services,
	at: StaffAt,
	cohortId: string,
	away: boolean
): Promise<Result<null, ClassRefused>> {
	const { organisationId, staffId: actor } = at;
	if (!may(at, 'class.edit', cohortId)) return refuse({ tag: 'forbidden' });
	return services.db.transaction().execute(async (tx) => {
		const cohort = await cohorts.takeCohort(tx, organisationId, cohortId);
		if (!cohort) return refuse({ tag: 'unknown_class' } as const);
		if ((cohort.archived_at !== null) === away) return ok(null);
		const now = services.clock();
		await cohorts.updateCohort(tx, organisationId, cohortId, { archived_at: away ? now : null });
		await cohorts.revokeJoinCodes(tx, organisationId, cohortId, now);
		if (!away) await giveNumber(services, tx, organisationId, cohortId);
		const act = away ? 'cohort.archived' : 'cohort.opened';
		await writeAudit(tx, services, { organisationId, actor, act, subject: cohortId });
		return ok(null);
	});
}
