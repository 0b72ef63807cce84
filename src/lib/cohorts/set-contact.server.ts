import { isDeepStrictEqual } from 'node:util';
import { writeAudit } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { enrolmentsOf } from './cohorts.repository.server.ts';
import { readContactPreference, writeContactPreference } from './contact.repository.server.ts';
import type { ContactPreference } from './contact.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/**
 * T6. She says herself how she may be reached: it holds in every organisation where she is in a class.
 * @returns in how many; none where she is in no class yet
 */
export async function sayContact(
	{ db, clock }: Services,
	learnerId: string,
	preference: ContactPreference
): Promise<number> {
	const enrolled = await enrolmentsOf(db, learnerId);
	const places = new Set(enrolled.filter((e) => e.state === 'active').map((e) => e.organisation_id));
	await db.transaction().execute(async (tx) => {
		for (const organisationId of places)
			await writeContactPreference(tx, { learnerId, organisationId, preference, at: clock(), by: 'self' });
	});
	return places.size;
}

/** T6. Staff write down what she has told them; the page says who did. The caller has found her in this class. */
export async function writeDownContact(
	services: Services,
	at: StaffAt,
	{ cohortId, learnerId, preference }: { cohortId: string; learnerId: string; preference: ContactPreference }
): Promise<Result<null, { tag: 'forbidden' }>> {
	if (!may(at, 'learners.teach', cohortId)) return refuse({ tag: 'forbidden' });
	const { db, clock } = services;
	const { organisationId, staffId } = at;
	await db.transaction().execute(async (tx) => {
		const said = await readContactPreference(tx, learnerId, organisationId);
		const { at: _at, by, ...before } = said ?? {};
		if (by === staffId && isDeepStrictEqual(before, preference)) return;
		await writeContactPreference(tx, { learnerId, organisationId, preference, at: clock(), by: staffId });
		await writeAudit(tx, services, {
			organisationId,
			actor: staffId,
			act: 'contact.written',
			subject: learnerId
		});
	});
	return ok(null);
}
