import { writeAudit } from '#lib/accounts/index.server.ts';
import { DAY } from '../platform/clock.ts';
import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { classNumber } from './class-number.ts';
import * as cohorts from './cohorts.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** A class number is good for so long; then a new one is made. */
const LASTS = 30 * DAY;

/** Draws until one is free: of 729 million few are taken. */
export async function giveNumber(
	{ clock, random }: Pick<Services, 'clock' | 'random'>,
	tx: Tx,
	organisationId: string,
	cohortId: string
): Promise<string> {
	for (;;) {
		const code = classNumber(random);
		const row = { code, organisation_id: organisationId, cohort_id: cohortId, expires_at: clock() + LASTS };
		if (await cohorts.placeJoinCode(tx, row)) return code;
	}
}

export type ClassRefused = { tag: 'forbidden' } | { tag: 'unknown_class' } | { tag: 'archived' };

/** A new class number for the old ones, which open nothing any more. */
export async function renewClassNumber(
	services: Services,
	at: StaffAt,
	cohortId: string
): Promise<Result<{ number: string }, ClassRefused>> {
	const { organisationId, staffId: actor } = at;
	if (!may(at, 'class.edit', cohortId)) return refuse({ tag: 'forbidden' });
	return services.db.transaction().execute(async (tx) => {
		const cohort = await cohorts.takeCohort(tx, organisationId, cohortId);
		if (!cohort) return refuse({ tag: 'unknown_class' } as const);
		if (cohort.archived_at !== null) return refuse({ tag: 'archived' } as const);
		await cohorts.revokeJoinCodes(tx, organisationId, cohortId, services.clock());
		const number = await giveNumber(services, tx, organisationId, cohortId);
		await writeAudit(tx, services, { organisationId, actor, act: 'class_number.made', subject: cohortId });
		return ok({ number });
	});
}
