import { HOUR } from '../platform/clock.ts';
import type { Tx } from '../platform/db.server.ts';
import { giveBack, hit } from '../platform/limits.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { readClassNumber } from './class-number.ts';
import { readClassPlan } from './class-plan.ts';
import { findCohort, findJoinCode, findOrganisation, takeCohort } from './cohorts.repository.server.ts';
import { decideEntry, hasRoom, type MemberState } from './decide-entry.ts';
import { changeEnrolment, countActive, findMembership } from './members.repository.server.ts';

export interface OpenClass {
	organisationId: string;
	cohortId: string;
	name: string;
	organisation: string;
	course: string;
	number: string;
}

/** One refusal for a number that never was, that ran out or whose class is over: a guesser learns nothing from it. */
export type ClassRefusal = { tag: 'class_unknown' };

/** The class behind a class number, as typed or from a QR address. */
export async function findOpenClass(
	{ db, clock }: Pick<Services, 'db' | 'clock'>,
	typed: string
): Promise<Result<OpenClass, ClassRefusal>> {
	const unknown = refuse({ tag: 'class_unknown' } as const);
	const number = readClassNumber(typed);
	const code = number && (await findJoinCode(db, number));
	if (!code || code.revoked_at !== null || code.expires_at <= clock()) return unknown;
	const [cohort, organisation] = await Promise.all([
		findCohort(db, code.organisation_id, code.cohort_id),
		findOrganisation(db, code.organisation_id)
	]);
	if (!cohort || !organisation || cohort.archived_at !== null) return unknown;
	return ok({
		organisationId: code.organisation_id,
		cohortId: code.cohort_id,
		name: cohort.name,
		organisation: organisation.name,
		course: cohort.course,
		number: code.code
	});
}

/** Wrong numbers that one phone may try in an hour. A whole class joins on one phone with right ones: they count nothing. */
const WRONG_TRIES = 12;

/**
 * {@link findOpenClass} for whoever is not of staff: a phone that has tried too many wrong numbers waits, also for a right
 * one. Only phones are counted, never networks: a village behind one address goes on joining (K3), and joining without a
 * class is always open.
 */
export async function tryClassNumber(
	services: Pick<Services, 'db' | 'clock'>,
	deviceHash: string,
	typed: string
): Promise<Result<OpenClass, ClassRefusal | { tag: 'wait'; until: number }>> {
	const { db, clock } = services;
	// Counted before it is looked at, so that many at once are not more than one after the other.
	const name = `class-number:${deviceHash}`;
	const at = clock();
	const counted = await hit(db, name, at, HOUR, WRONG_TRIES);
	if (!counted.ok) return refuse({ tag: 'wait', until: counted.refusal.retryAt });
	const found = await findOpenClass(services, typed);
	if (found.ok) await giveBack(db, name, at, HOUR);
	return found;
}

/**
 * Puts a learner in a class she has found by its number, inside a transaction: that of joining, or one of its own. The
 * class decides whether she is in it, asks, or waits for a place (T2).
 * @returns what she is in it now; nothing when the class is over
 */
export async function enrol(
	tx: Tx,
	services: Pick<Services, 'clock' | 'random'>,
	learnerId: string,
	{ organisationId, cohortId }: Pick<OpenClass, 'organisationId' | 'cohortId'>
): Promise<MemberState | undefined> {
	const cohort = await takeCohort(tx, organisationId, cohortId);
	if (!cohort || cohort.archived_at !== null) return undefined;
	const [member, active] = await Promise.all([
		findMembership(tx, organisationId, cohortId, learnerId),
		countActive(tx, organisationId, cohortId)
	]);
	const state = decideEntry(member?.state, {
		approval: cohort.approval === 1,
		room: hasRoom(readClassPlan(cohort.plan, cohort.course), active)
	});
	await changeEnrolment(tx, services, {
		learnerId,
		organisationId,
		cohortId,
		state,
		reason: { code: 'number' },
		by: learnerId
	});
	return state;
}
