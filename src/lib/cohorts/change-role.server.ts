import { placesOf, revokeRole, rolesIn, staffIn, writeAudit } from '#lib/accounts/index.server.ts';
import type { Role } from '#lib/accounts/index.ts';
import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { findCohort } from './cohorts.repository.server.ts';
import { placeStaff, teaches } from './invite.server.ts';
import { lockOrganisation } from './organisation.repository.server.ts';
import * as people from './people.repository.server.ts';
import { readTaken } from './people.schema.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

type Forbidden = { tag: 'forbidden' };
type Unknown = { tag: 'unknown' };

/**
 * Another role for somebody who has one here, or another class for a trainer. T7: nobody makes herself the one who reads
 * what is told about being troubled.
 */
export async function giveRole(
	services: Services,
	at: StaffAt,
	given: { staffId: string; role: Role; cohortId?: string }
): Promise<Result<null, Forbidden | Unknown | { tag: 'class' } | { tag: 'own' }>> {
	if (!may(at, 'people.manage')) return refuse({ tag: 'forbidden' });
	const { db } = services;
	const { organisationId } = at;
	const { staffId, role } = given;
	if (role === 'safeguarding_lead' && staffId === at.staffId) return refuse({ tag: 'own' });
	const held = await rolesIn(db, organisationId, staffId);
	if (!held.length) return refuse({ tag: 'unknown' });
	const cohortId = teaches(role) ? given.cohortId : undefined;
	if (role === 'co_trainer' && !cohortId) return refuse({ tag: 'class' });
	if (cohortId && !(await findCohort(db, organisationId, cohortId))) return refuse({ tag: 'class' });
	if (held.includes(role) && !cohortId) return ok(null);
	await db.transaction().execute(async (tx) => {
		await placeStaff(services, tx, { organisationId, staffId, role, ...(cohortId && { cohortId }) });
		await auditOf(services, tx, at, 'role.given', staffId, { role });
	});
	return ok(null);
}

/**
 * K6. Takes a role away, with the classes held in it, at once: every page asks anew who she is. The last administrator
 * stays; links of one who was administrator are good no more.
 */
export async function takeRole(
	services: Services,
	at: StaffAt,
	given: { staffId: string; role: Role; reason: string }
): Promise<Result<null, Forbidden | { tag: 'last_administrator' }>> {
	if (!may(at, 'people.manage')) return refuse({ tag: 'forbidden' });
	const { organisationId } = at;
	const { staffId, role, reason } = given;
	return services.db.transaction().execute(async (tx) => {
		// Of two administrators who take the role from each other at once, one is told that she is the last.
		await lockOrganisation(tx, organisationId);
		const held = (await staffIn(tx, organisationId)).filter((p) => p.role === role);
		if (!held.some((p) => p.staffId === staffId)) return ok(null);
		if (role === 'administrator' && held.length === 1) return refuse({ tag: 'last_administrator' });
		const now = services.clock();
		await revokeRole(tx, organisationId, staffId, role);
		// Who is trainer and co-trainer goes on as the other; who is neither any more has no class, or a role given anew would
		// bring back those she once had.
		const left = (await rolesIn(tx, organisationId, staffId)).filter(teaches);
		if (teaches(role))
			await people.endInClasses(
				tx,
				organisationId,
				staffId,
				left.length ? [role] : ['trainer', 'co_trainer'],
				now
			);
		if (role === 'administrator') await people.revokeLinksBy(tx, organisationId, staffId, now);
		await auditOf(services, tx, at, 'role.taken', staffId, { role, reason, at: now });
		return ok(null);
	});
}

/** Gives a role back that was taken away, with the classes that ended with it. @param auditId the row that says so */
export async function giveRoleBack(
	services: Services,
	at: StaffAt,
	auditId: string
): Promise<Result<null, Forbidden | Unknown | { tag: 'own' }>> {
	if (!may(at, 'people.manage')) return refuse({ tag: 'forbidden' });
	const { db } = services;
	const { organisationId } = at;
	const row = await people.findTaken(db, organisationId, auditId);
	const taken = row && readTaken(row.detail);
	if (!taken || !(await placesOf(db, row.subject)).includes(organisationId))
		return refuse({ tag: 'unknown' });
	const staffId = row.subject;
	if (taken.role === 'safeguarding_lead' && staffId === at.staffId) return refuse({ tag: 'own' });
	await db.transaction().execute(async (tx) => {
		if ((await rolesIn(tx, organisationId, staffId)).includes(taken.role)) return;
		await placeStaff(services, tx, { organisationId, staffId, role: taken.role });
		await people.reopenInClasses(tx, organisationId, staffId, taken.role, taken.at);
		await auditOf(services, tx, at, 'role.given_back', staffId, { role: taken.role });
	});
	return ok(null);
}

const auditOf = (
	services: Services,
	tx: Tx,
	at: StaffAt,
	act: string,
	subject: string,
	detail: Record<string, string | number>
) => writeAudit(tx, services, { organisationId: at.organisationId, actor: at.staffId, act, subject, detail });
