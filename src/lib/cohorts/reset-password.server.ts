import {
	hashPassword,
	isAdministrator,
	placesOf,
	resetAccount,
	rolesIn,
	writeAudit
} from '#lib/accounts/index.server.ts';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { linkState, RESET_LASTS } from './decide-link.ts';
import { linkHash, linkToken, type LinkRefusal } from './invite.server.ts';
import * as people from './people.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** What a reset does with her second factor stands in the link's label. */
const LIFT = 'lift-factor';

/**
 * Whose log-in somebody may open anew: only of people who work nowhere but where she is administrator herself. Otherwise
 * whoever invites an administrator of another organisation could take that one over. A safeguarding lead's is opened by who
 * runs the installation.
 */
async function mayReset(db: Db, by: string, staffId: string): Promise<boolean> {
	if (by === staffId) return false;
	if (await isAdministrator(db, by)) return true;
	for (const place of await placesOf(db, staffId)) {
		const hers = await rolesIn(db, place, staffId);
		// T7. Who could open her log-in could read what only she reads.
		if (hers.includes('safeguarding_lead')) return false;
		if (hers.length && !(await rolesIn(db, place, by)).includes('administrator')) return false;
	}
	return true;
}

/**
 * K2, K6. A link, good once and for a day, with which she sets a new password. It names nobody.
 * @param given `id` comes from the form; `liftFactor`: she lost her second factor, too
 */
export async function makeResetLink(
	services: Services,
	at: StaffAt,
	given: { id: string; staffId: string; liftFactor: boolean }
): Promise<Result<{ token: string }, { tag: 'forbidden' } | { tag: 'unknown' } | { tag: 'elsewhere' }>> {
	if (!may(at, 'people.manage')) return refuse({ tag: 'forbidden' });
	const { db, clock } = services;
	const { organisationId } = at;
	const { id, staffId, liftFactor } = given;
	if (!(await rolesIn(db, organisationId, staffId)).length) return refuse({ tag: 'unknown' });
	if (!(await mayReset(db, at.staffId, staffId))) return refuse({ tag: 'elsewhere' });
	const token = linkToken(services, organisationId, id);
	const now = clock();
	await db.transaction().execute(async (tx) => {
		if (await people.findLink(tx, linkHash(services, token), 'reset')) return;
		await people.revokeResetsOf(tx, organisationId, staffId, now);
		const made = await people.insertLink(tx, {
			token_hash: linkHash(services, token),
			purpose: 'reset',
			organisation_id: organisationId,
			link_id: id,
			staff_id: staffId,
			label: liftFactor ? LIFT : '',
			made_by: at.staffId,
			created_at: now,
			expires_at: now + RESET_LASTS
		});
		if (!made) return;
		await writeAudit(tx, services, {
			organisationId,
			actor: at.staffId,
			act: liftFactor ? 'password.reset_and_factor' : 'password.reset_link',
			subject: staffId
		});
	});
	return ok({ token });
}

export async function resetLinkState(services: Services, token: string): Promise<Result<null, LinkRefusal>> {
	const link = await people.findLink(services.db, linkHash(services, token), 'reset');
	const state = link ? linkState(link, services.clock()) : 'unknown';
	return state === 'open' ? ok(null) : refuse({ tag: state });
}

/** The new password; all her sessions end. Who made the link must still be allowed to. */
export async function resetPassword(
	services: Services,
	token: string,
	password: string
): Promise<Result<null, LinkRefusal>> {
	const { db, clock } = services;
	const hash = linkHash(services, token);
	const open = await resetLinkState(services, token);
	if (!open.ok) return open;
	const passwordHash = await hashPassword(services, password);
	return db.transaction().execute(async (tx) => {
		const link = await people.findLink(tx, hash, 'reset');
		const staffId = link?.staff_id;
		if (!staffId || !(await mayReset(tx, link.made_by, staffId))) return refuse({ tag: 'revoked' });
		if (!(await people.useLink(tx, hash, staffId, clock()))) return refuse({ tag: 'used' });
		await resetAccount(tx, staffId, { passwordHash, liftFactor: link.label === LIFT });
		await writeAudit(tx, services, {
			organisationId: link.organisation_id,
			actor: staffId,
			act: 'password.reset_done',
			subject: staffId
		});
		return ok(null);
	});
}
