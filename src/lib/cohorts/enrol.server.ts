import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { readClassNumber } from './class-number.ts';
import { findCohort, findJoinCode, findOrganisation, writeEnrolment } from './cohorts.repository.server.ts';

export interface OpenClass {
	organisationId: string;
	cohortId: string;
	name: string;
	organisation: string;
	course: string;
	number: string;
}

export type ClassRefusal = { tag: 'class_unknown' } | { tag: 'class_closed' };

/** The class behind a class number, as typed or from a QR address. */
export async function findOpenClass(
	{ db, clock }: Pick<Services, 'db' | 'clock'>,
	typed: string
): Promise<Result<OpenClass, ClassRefusal>> {
	const number = readClassNumber(typed);
	const code = number && (await findJoinCode(db, number));
	if (!code) return refuse({ tag: 'class_unknown' });
	if (code.revoked_at !== null || code.expires_at <= clock()) return refuse({ tag: 'class_closed' });
	const [cohort, organisation] = await Promise.all([
		findCohort(db, code.organisation_id, code.cohort_id),
		findOrganisation(db, code.organisation_id)
	]);
	if (!cohort || !organisation || cohort.archived_at !== null) return refuse({ tag: 'class_closed' });
	return ok({
		organisationId: code.organisation_id,
		cohortId: code.cohort_id,
		name: cohort.name,
		organisation: organisation.name,
		course: cohort.course,
		number: code.code
	});
}

/** Puts a learner in a class she has found by its number, inside a transaction: that of joining, or one of its own. */
export const enrol = (
	tx: Tx,
	learnerId: string,
	{ organisationId, cohortId }: Pick<OpenClass, 'organisationId' | 'cohortId'>,
	now: number
) => writeEnrolment(tx, { learnerId, organisationId, cohortId, state: 'active', at: now });
