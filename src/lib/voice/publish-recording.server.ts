import { isAdministrator, writeAudit } from '#lib/accounts/index.server.ts';
import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import {
	findRecording,
	publish,
	retire,
	retireOthers,
	type Recording
} from './recording.repository.server.ts';
import { wordsNow } from './words.server.ts';

export type PublishRefusal = { tag: 'forbidden' | 'gone' | 'words' };

/** Whether the words of its card are still those that were read. */
export const stillFits = ({ catalogue }: Pick<Services, 'catalogue'>, recording: Recording): boolean =>
	wordsNow(catalogue, recording)?.hash === recording.text_hash;

/**
 * From now on every learner of this installation hears it; what the organisation had of this card and voice is heard no
 * more. A second tap changes nothing.
 */
export async function publishRecording(
	services: Services,
	at: StaffAt,
	id: string
): Promise<Result<null, PublishRefusal>> {
	if (!may(at, 'voice.record')) return refuse({ tag: 'forbidden' });
	return services.db.transaction().execute(async (tx): Promise<Result<null, PublishRefusal>> => {
		const found = await findRecording(tx, id);
		if (!found || found.organisation_id !== at.organisationId || found.retired_at !== null)
			return refuse({ tag: 'gone' });
		if (!stillFits(services, found)) return refuse({ tag: 'words' });
		const now = services.clock();
		if (!(await publish(tx, id, at.staffId, now))) return ok(null);
		await retireOthers(tx, found, at.staffId, now);
		await audit(services, tx, at.organisationId, at.staffId, 'voice.published', found);
		return ok(null);
	});
}

/** Taken back by the organisation that recorded it: no learner hears it from now on. Its bytes stay. */
export async function takeBack(
	services: Services,
	at: StaffAt,
	id: string
): Promise<Result<null, { tag: 'forbidden' | 'gone' }>> {
	if (!may(at, 'voice.record')) return refuse({ tag: 'forbidden' });
	return withdraw(services, at.staffId, id, at.organisationId);
}

/** Taken back by the installation's administrator, whichever organisation recorded it. */
export async function takeBackAnywhere(
	services: Services,
	staffId: string,
	id: string
): Promise<Result<null, { tag: 'forbidden' | 'gone' }>> {
	if (!(await isAdministrator(services.db, staffId))) return refuse({ tag: 'forbidden' });
	return withdraw(services, staffId, id);
}

const withdraw = (services: Services, staffId: string, id: string, organisationId?: string) =>
	services.db.transaction().execute(async (tx): Promise<Result<null, { tag: 'gone' }>> => {
		const found = await findRecording(tx, id);
		if (!found || (organisationId !== undefined && found.organisation_id !== organisationId))
			return refuse({ tag: 'gone' });
		if (await retire(tx, id, staffId, services.clock()))
			await audit(services, tx, found.organisation_id, staffId, 'voice.taken_back', found);
		return ok(null);
	});

const audit = (
	services: Services,
	tx: Parameters<typeof writeAudit>[0],
	organisationId: string,
	actor: string,
	act: string,
	{ recording_id, course, card, voice }: Recording
) =>
	writeAudit(tx, services, {
		organisationId,
		actor,
		act,
		subject: recording_id,
		detail: { course, card, voice }
	});
