import { grantRole, isAdministrator, writeAudit } from '#lib/accounts/index.server.ts';
import { ZONE } from '../platform/country/made/country.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { insertOrganisation } from './cohorts.repository.server.ts';

/**
 * Days and weeks of an organisation are counted in its own zone.
 * @param given `id` comes from the form: a second tap makes nothing new
 */
export async function makeOrganisation(
	services: Services,
	staffId: string,
	given: { id: string; name: string; zone?: string }
): Promise<Result<null, { tag: 'forbidden' }>> {
	const { db, clock } = services;
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	await db.transaction().execute(async (tx) => {
		const made = await insertOrganisation(tx, {
			organisation_id: given.id,
			name: given.name,
			zone: given.zone ?? ZONE,
			created_at: clock()
		});
		if (!made) return;
		// Who makes it looks after it until she has invited its own people.
		await grantRole(tx, given.id, staffId, 'administrator', clock());
		await writeAudit(tx, services, {
			organisationId: given.id,
			actor: staffId,
			act: 'organisation.made',
			subject: given.id
		});
	});
	return ok(null);
}
