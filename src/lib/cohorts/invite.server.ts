import {
	hasFactor,
	hashPassword,
	grantRole,
	insertStaff,
	unproveSessions,
	writeAudit
} from '#lib/accounts/index.server.ts';
import { isRole, type Role } from '#lib/accounts/index.ts';
import type { Tx } from '../platform/db.server.ts';
import { uuidv7 } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { findCohort, findOrganisation } from './cohorts.repository.server.ts';
import { INVITATION_LASTS, linkState } from './decide-link.ts';
import * as people from './people.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/**
 * The token follows from the id in the form, so that a second tap shows the same link; only its hash is stored, and nobody
 * makes it without the installation's key.
 */
export const linkToken = ({ secrets }: Pick<Services, 'secrets'>, organisationId: string, id: string) =>
	secrets.lookup('make-staff-link', `${organisationId}:${id}`).slice(0, 32);
export const linkHash = ({ secrets }: Pick<Services, 'secrets'>, token: string) =>
	secrets.lookup('staff-link', token);

export type LinkRefusal = { tag: 'unknown' | 'used' | 'over' | 'revoked' };

/** Roles that are held in a class. */
export const teaches = (role: Role): role is 'trainer' | 'co_trainer' =>
	role === 'trainer' || role === 'co_trainer';

/**
 * K2. A link, good once and for seven days, that makes whoever opens it staff of this organisation. A co-trainer is invited
 * into a class, a trainer may be.
 * @param given `id` comes from the form: a second tap makes nothing new and shows the same link
 */
export async function invite(
	services: Services,
	at: StaffAt,
	given: { id: string; role: Role; cohortId?: string; label: string }
): Promise<Result<{ token: string; isNew: boolean }, { tag: 'forbidden' } | { tag: 'class' } | LinkRefusal>> {
	if (!may(at, 'people.manage')) return refuse({ tag: 'forbidden' });
	const { db, clock } = services;
	const { organisationId, staffId } = at;
	const cohortId = teaches(given.role) ? given.cohortId : undefined;
	if (given.role === 'co_trainer' && !cohortId) return refuse({ tag: 'class' });
	if (cohortId && !(await findCohort(db, organisationId, cohortId))) return refuse({ tag: 'class' });
	const token = linkToken(services, organisationId, given.id);
	const now = clock();
	return db.transaction().execute(async (tx) => {
		const made = await people.insertLink(tx, {
			token_hash: linkHash(services, token),
			purpose: 'invite',
			organisation_id: organisationId,
			link_id: given.id,
			role: given.role,
			cohort_id: cohortId ?? null,
			label: given.label,
			made_by: staffId,
			created_at: now,
			expires_at: now + INVITATION_LASTS
		});
		if (made) {
			const detail = { role: given.role };
			await writeAudit(tx, services, {
				organisationId,
				actor: staffId,
				act: 'invitation.made',
				subject: given.id,
				detail
			});
			return ok({ token, isNew: true });
		}
		const link = (await people.findLink(tx, linkHash(services, token), 'invite'))!;
		const state = linkState(link, now);
		return state === 'open' ? ok({ token, isNew: false }) : refuse({ tag: state });
	});
}

/** What is used or over stays as it is. */
export async function revokeInvitation(
	services: Services,
	at: StaffAt,
	linkId: string
): Promise<Result<null, { tag: 'forbidden' }>> {
	if (!may(at, 'people.manage')) return refuse({ tag: 'forbidden' });
	const { organisationId, staffId } = at;
	await services.db.transaction().execute(async (tx) => {
		if (await people.revokeLink(tx, organisationId, linkId, services.clock()))
			await writeAudit(tx, services, {
				organisationId,
				actor: staffId,
				act: 'invitation.revoked',
				subject: linkId
			});
	});
	return ok(null);
}

export interface Invitation {
	organisationId: string;
	organisation: string;
	role: Role;
	cohortId?: string;
	className?: string;
	madeBy: string;
}

/** What a link invites to, or why it does not any more. */
export async function readInvitation(
	services: Services,
	token: string
): Promise<Result<Invitation, LinkRefusal>> {
	const { db, clock } = services;
	const link = await people.findLink(db, linkHash(services, token), 'invite');
	const organisation = link && (await findOrganisation(db, link.organisation_id));
	if (!organisation || !isRole(link.role ?? '')) return refuse({ tag: 'unknown' });
	const state = linkState(link, clock());
	if (state !== 'open') return refuse({ tag: state });
	const cohort = link.cohort_id && (await findCohort(db, link.organisation_id, link.cohort_id));
	return ok({
		organisationId: link.organisation_id,
		organisation: organisation.name,
		role: link.role as Role,
		madeBy: link.made_by,
		...(cohort && { cohortId: cohort.cohort_id, className: cohort.name })
	});
}

/** The role, with its class; who becomes administrator goes on only with a second factor (K2). */
export async function placeStaff(
	services: Services,
	tx: Tx,
	given: { organisationId: string; staffId: string; role: Role; cohortId?: string }
): Promise<void> {
	const { organisationId, staffId, role, cohortId } = given;
	const now = services.clock();
	await grantRole(tx, organisationId, staffId, role, now);
	if (teaches(role) && cohortId)
		await people.placeInClass(tx, {
			organisation_id: organisationId,
			cohort_id: cohortId,
			staff_id: staffId,
			role,
			since: now
		});
	if (role === 'administrator' && !(await hasFactor({ db: tx }, staffId)))
		await unproveSessions(tx, `staff:${staffId}`);
}

class Undo extends Error {
	readonly refusal: LinkRefusal | { tag: 'login_taken' };
	constructor(refusal: LinkRefusal | { tag: 'login_taken' }) {
		super(refusal.tag);
		this.refusal = refusal;
	}
}

/**
 * Becomes staff by a link: somebody new, or who is logged in already. A refusal leaves the link unused.
 * T7: nobody makes herself the one who reads what is told about being troubled.
 */
export async function acceptInvitation(
	services: Services,
	token: string,
	who: { staffId: string } | { name: string; login: string; password: string }
): Promise<
	Result<{ staffId: string; organisationId: string }, LinkRefusal | { tag: 'login_taken' } | { tag: 'own' }>
> {
	const { db, clock, random } = services;
	const read = await readInvitation(services, token);
	if (!read.ok) return read;
	const { organisationId, role, cohortId, madeBy } = read.value;
	const isNew = 'login' in who;
	const staffId = isNew ? uuidv7(clock(), random) : who.staffId;
	if (role === 'safeguarding_lead' && staffId === madeBy) return refuse({ tag: 'own' });
	const passwordHash = isNew ? await hashPassword(services, who.password) : '';
	const now = clock();
	try {
		await db.transaction().execute(async (tx) => {
			if (!(await people.useLink(tx, linkHash(services, token), staffId, now)))
				throw new Undo({ tag: 'used' });
			if (isNew && !(await insertStaff(tx, { staffId, name: who.name, email: who.login, passwordHash }, now)))
				throw new Undo({ tag: 'login_taken' });
			await placeStaff(services, tx, { organisationId, staffId, role, ...(cohortId && { cohortId }) });
			await writeAudit(tx, services, {
				organisationId,
				actor: staffId,
				act: 'invitation.accepted',
				subject: staffId,
				detail: { role }
			});
		});
		return ok({ staffId, organisationId });
	} catch (error) {
		if (error instanceof Undo) return refuse(error.refusal);
		throw error;
	}
}
