import { isAdministrator, writeAudit } from '#lib/accounts/index.server.ts';
import { DAY } from '../platform/clock.ts';
import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { classNumber } from './class-number.ts';
import * as cohorts from './cohorts.repository.server.ts';

/** A class number is good for so long; then a new one is made. */
const LASTS = 30 * DAY;

export type MakeCohortRefusal =
	{ tag: 'forbidden' } | { tag: 'unknown_organisation' } | { tag: 'unknown_course' };

async function giveNumber(
	services: Services,
	tx: Tx,
	organisationId: string,
	cohortId: string
): Promise<string> {
	const { clock, random } = services;
	for (;;) {
		const code = classNumber(random);
		const row = { code, organisation_id: organisationId, cohort_id: cohortId, expires_at: clock() + LASTS };
		if (await cohorts.placeJoinCode(tx, row)) return code;
	}
}

/** Makes a class with its class number. @param given `id` comes from the form: a second tap makes nothing new */
export async function makeCohort(
	services: Services,
	staffId: string,
	given: { id: string; organisationId: string; name: string; course: string }
): Promise<Result<null, MakeCohortRefusal>> {
	const { db, clock, catalogue } = services;
	const { id, organisationId, name, course } = given;
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	if (!(await cohorts.findOrganisation(db, organisationId))) return refuse({ tag: 'unknown_organisation' });
	if (!catalogue.course(course)) return refuse({ tag: 'unknown_course' });
	await db.transaction().execute(async (tx) => {
		const row = { organisation_id: organisationId, cohort_id: id, name, course, created_at: clock() };
		if (!(await cohorts.insertCohort(tx, row))) return;
		await giveNumber(services, tx, organisationId, id);
		await writeAudit(tx, services, { organisationId, actor: staffId, act: 'cohort.made', subject: id });
	});
	return ok(null);
}

/** A new class number for the old ones, which open nothing any more. */
export async function renewClassNumber(
	services: Services,
	staffId: string,
	{ organisationId, cohortId }: { organisationId: string; cohortId: string }
): Promise<Result<{ number: string }, { tag: 'forbidden' } | { tag: 'unknown_class' }>> {
	const { db, clock } = services;
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	if (!(await cohorts.findCohort(db, organisationId, cohortId))) return refuse({ tag: 'unknown_class' });
	return db.transaction().execute(async (tx) => {
		await cohorts.revokeJoinCodes(tx, organisationId, cohortId, clock());
		const number = await giveNumber(services, tx, organisationId, cohortId);
		await writeAudit(tx, services, {
			organisationId,
			actor: staffId,
			act: 'class_number.made',
			subject: cohortId
		});
		return ok({ number });
	});
}
