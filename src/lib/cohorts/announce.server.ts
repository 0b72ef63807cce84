import { OWN } from '#lib/platform/country/lang.ts';
import { writeAudit } from '#lib/accounts/index.server.ts';
import { DAY } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import type { Announcement, ServerNews } from '../progress/index.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import * as store from './announcement.repository.server.ts';
import { enrolmentsOf } from './cohorts.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export const ANNOUNCEMENT_MOST = 300;
/** Days that one may stand. */
export const STANDS = [1, 3, 7, 14] as const;

export type AnnounceRefusal = { tag: 'forbidden' } | { tag: 'empty' } | { tag: 'long' } | { tag: 'days' };

/** What the class is told, in one language or both. Sent twice it stands once. */
export async function announce(
	services: Services,
	at: StaffAt,
	given: { id: string; cohortId: string; ur: string; en: string; days: number }
): Promise<Result<null, AnnounceRefusal>> {
	const { id, cohortId, ur, en, days } = given;
	if (!may(at, 'learners.teach', cohortId)) return refuse({ tag: 'forbidden' });
	if (!ur && !en) return refuse({ tag: 'empty' });
	if (Math.max(ur.length, en.length) > ANNOUNCEMENT_MOST) return refuse({ tag: 'long' });
	if (!(STANDS as readonly number[]).includes(days)) return refuse({ tag: 'days' });
	const { organisationId, staffId } = at;
	const now = services.clock();
	await services.db.transaction().execute(async (tx) => {
		const row = {
			organisation_id: organisationId,
			announcement_id: id,
			cohort_id: cohortId,
			ur,
			en,
			at: now,
			expires_at: now + days * DAY,
			by_person: staffId
		};
		if (await store.insertAnnouncement(tx, row))
			await writeAudit(tx, services, {
				organisationId,
				actor: staffId,
				act: 'announcement.made',
				subject: cohortId
			});
	});
	return ok(null);
}

export async function withdraw(
	services: Services,
	at: StaffAt,
	{ cohortId, id }: { cohortId: string; id: string }
): Promise<Result<null, { tag: 'forbidden' }>> {
	if (!may(at, 'learners.teach', cohortId)) return refuse({ tag: 'forbidden' });
	const { organisationId, staffId } = at;
	await services.db.transaction().execute(async (tx) => {
		if (await store.setWithdrawn(tx, { organisationId, cohortId, id, now: services.clock() }))
			await writeAudit(tx, services, {
				organisationId,
				actor: staffId,
				act: 'announcement.withdrawn',
				subject: cohortId
			});
	});
	return ok(null);
}

/** What her classes are told now, newest first; of each organisation apart, since it is keyed so. */
export async function readAnnouncements(
	db: Db,
	learnerId: string,
	now: number
): Promise<(Announcement & { organisationId: string })[]> {
	const active = (await enrolmentsOf(db, learnerId)).filter((e) => e.state === 'active');
	const places = new Set(active.map((e) => e.organisation_id));
	const found = await Promise.all(
		[...places].map(async (organisationId) => {
			const cohorts = active.filter((e) => e.organisation_id === organisationId).map((e) => e.cohort_id);
			const rows = await store.standingFor(db, organisationId, cohorts, now);
			return rows.map(({ announcement_id: id, expires_at: until, ur, en, at }) => ({
				id,
				[OWN]: ur,
				en,
				at,
				until,
				organisationId
			}));
		})
	);
	return found.flat().sort((a, b) => b.at - a.at);
}

/** The same, as it is told to her phone. */
export const readToldNews = async (
	db: Db,
	learnerId: string,
	now: number
): Promise<Pick<ServerNews, 'told'>> => ({
	told: (await readAnnouncements(db, learnerId, now)).map(({ organisationId: _, ...one }) => one)
});

/**
 * They were shown to her, on a page or by her phone; what does not stand for her now is passed over. Staff see how many have
 * seen each, never who.
 */
export async function markRead(
	{ db, clock }: Services,
	learnerId: string,
	ids: readonly string[]
): Promise<void> {
	const standing = await readAnnouncements(db, learnerId, clock());
	const shown = standing.filter(({ id }) => ids.includes(id));
	if (!shown.length) return;
	await db.transaction().execute(async (tx) => {
		for (const { id, organisationId } of shown)
			await store.insertRead(tx, {
				learner_id: learnerId,
				organisation_id: organisationId,
				announcement_id: id,
				at: clock()
			});
	});
}

/** For staff: what was told, with how many of the class have seen it. */
export async function listAnnounced(services: Services, at: StaffAt, cohortId: string) {
	if (!may(at, 'learners.teach', cohortId)) return { members: 0, announced: [] };
	const { db } = services;
	const members = await db
		.selectFrom('cohort_member')
		.select('learner_id')
		.where('organisation_id', '=', at.organisationId)
		.where('cohort_id', '=', cohortId)
		.where('state', '=', 'active')
		.execute();
	const [rows, reads] = await Promise.all([
		store.listAnnouncements(db, at.organisationId, cohortId),
		members.length
			? store.countReads(
					db,
					at.organisationId,
					members.map((m) => m.learner_id)
				)
			: new Map<string, number>()
	]);
	return {
		members: members.length,
		announced: rows.map((row) => ({
			id: row.announcement_id,
			[OWN]: row.ur,
			en: row.en,
			at: row.at,
			until: row.expires_at,
			withdrawn: row.withdrawn_at !== null,
			by: row.by_person,
			reads: reads.get(row.announcement_id) ?? 0
		}))
	};
}
