import { writeAudit } from '#lib/accounts/index.server.ts';
import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { encodeLogo, LOGO_TYPE, type LogoRefusal } from './encode-logo.server.ts';
import { MOST_LOGOS, readOrganisationDetails, writeOrganisationDetails } from './organisation-details.ts';
import * as organisations from './organisation.repository.server.ts';
import type { OrganisationForm } from './organisation.schema.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

type Forbidden = { tag: 'forbidden' };

const audit = (tx: Tx, services: Services, at: StaffAt, act: string, subject: string) =>
	writeAudit(tx, services, { organisationId: at.organisationId, actor: at.staffId, act, subject });

/** Name, zone, who signs, and from how many people on reports show. Saved again as it is, nothing is written. */
export async function changeOrganisation(
	services: Services,
	at: StaffAt,
	{ name, zone, ...told }: OrganisationForm
): Promise<Result<null, Forbidden>> {
	if (!may(at, 'organisation.edit')) return refuse({ tag: 'forbidden' });
	await services.db.transaction().execute(async (tx) => {
		const before = await organisations.lockOrganisation(tx, at.organisationId);
		const details = writeOrganisationDetails(before.details, told);
		const same = before.name === name && before.zone === zone && before.details === details;
		if (same) return;
		await organisations.updateOrganisation(tx, at.organisationId, { name, zone, details });
		await audit(tx, services, at, 'organisation.changed', at.organisationId);
	});
	return ok(null);
}

/** @param given `id` comes from the form: a second tap adds nothing new */
export async function addLogo(
	services: Services,
	at: StaffAt,
	given: { id: string; bytes: Uint8Array }
): Promise<Result<null, Forbidden | LogoRefusal | { tag: 'logo_many' }>> {
	if (!may(at, 'organisation.edit')) return refuse({ tag: 'forbidden' });
	const encoded = await encodeLogo(given.bytes);
	if (!encoded.ok) return encoded;
	return services.db.transaction().execute(async (tx) => {
		const { details } = await organisations.lockOrganisation(tx, at.organisationId);
		const { logos } = readOrganisationDetails(details);
		if (logos.includes(given.id)) return ok(null);
		if (logos.length >= MOST_LOGOS) return refuse({ tag: 'logo_many' });
		const made = await organisations.insertFile(tx, {
			organisation_id: at.organisationId,
			file_id: given.id,
			kind: 'logo',
			type: LOGO_TYPE,
			bytes: encoded.value,
			created_at: services.clock()
		});
		if (!made) return ok(null);
		await organisations.updateOrganisation(tx, at.organisationId, {
			details: writeOrganisationDetails(details, { logos: [...logos, given.id] })
		});
		await audit(tx, services, at, 'logo.added', given.id);
		return ok(null);
	});
}

/** What is gone already stays gone. */
export async function removeLogo(
	services: Services,
	at: StaffAt,
	fileId: string
): Promise<Result<null, Forbidden>> {
	if (!may(at, 'organisation.edit')) return refuse({ tag: 'forbidden' });
	await services.db.transaction().execute(async (tx) => {
		const { details } = await organisations.lockOrganisation(tx, at.organisationId);
		const { logos } = readOrganisationDetails(details);
		if (!logos.includes(fileId)) return;
		await organisations.deleteFile(tx, at.organisationId, fileId);
		await organisations.updateOrganisation(tx, at.organisationId, {
			details: writeOrganisationDetails(details, { logos: logos.filter((id) => id !== fileId) })
		});
		await audit(tx, services, at, 'logo.removed', fileId);
	});
	return ok(null);
}

/** A logo's picture, for whoever may see the organisation. */
export async function readLogo(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	fileId: string
): Promise<{ type: string; bytes: Uint8Array } | undefined> {
	const file = may(at, 'organisation.see')
		? await organisations.findFile(db, at.organisationId, fileId)
		: undefined;
	return file?.kind === 'logo' ? { type: file.type, bytes: file.bytes } : undefined;
}
