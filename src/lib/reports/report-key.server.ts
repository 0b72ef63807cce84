/** Keys by which a program of the organisation's reads its reports: made by staff, shown once, kept as a hash. */
import { writeAudit } from '#lib/accounts/index.server.ts';
import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { MINUTE } from '../platform/clock.ts';
import { hex } from '../platform/ids.ts';
import { hit, type TooMany } from '../platform/limits.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';

/** `report` editions and their numbers · `snapshot` what was frozen · `target` the logframe with its targets. */
export const REPORT_SCOPES = ['report', 'snapshot', 'target'] as const;
export type ReportScope = (typeof REPORT_SCOPES)[number];

/** As {@link makeReportKey} makes it; anything else is refused before the database is asked. */
const KEY = /^qadam_report_[0-9a-f]{8}_[\w-]{43}$/;
const CALLS_A_MINUTE = 60;
export const LONGEST_KEY_NAME = 60;
const MOST_KEYS = 20;

export interface ListedKey {
	id: string;
	name: string;
	scopes: ReportScope[];
	madeAt: number;
	lastUsedAt: number | null;
}

export type MakeKeyRefusal =
	| { tag: 'forbidden' }
	| { tag: 'name' }
	/** A key that opens is called so: whoever loads the page again is not given a second one. */
	| { tag: 'name_taken' }
	| { tag: 'scopes' }
	| { tag: 'too_many_keys' };

const scopesOf = (json: string): ReportScope[] => {
	const read = JSON.parse(json) as unknown[];
	return REPORT_SCOPES.filter((scope) => read.includes(scope));
};

/** Keys that still open, the newest first. */
export async function listReportKeys(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt
): Promise<Result<ListedKey[], { tag: 'forbidden' }>> {
	if (!may(at, 'report.make')) return refuse({ tag: 'forbidden' });
	const rows = await db
		.selectFrom('report_key')
		.select(['key_id', 'name', 'scopes', 'made_at', 'last_used_at'])
		.where('organisation_id', '=', at.organisationId)
		.where('ended_at', 'is', null)
		.orderBy('made_at', 'desc')
		.orderBy('key_id')
		.execute();
	return ok(
		rows.map((row) => ({
			id: row.key_id,
			name: row.name,
			scopes: scopesOf(row.scopes),
			madeAt: row.made_at,
			lastUsedAt: row.last_used_at
		}))
	);
}

/** @returns the key itself: nobody can read it a second time */
export async function makeReportKey(
	services: Pick<Services, 'db' | 'clock' | 'random' | 'secrets'>,
	at: StaffAt,
	{ name, scopes }: { name: string; scopes: readonly string[] }
): Promise<Result<{ id: string; key: string }, MakeKeyRefusal>> {
	const listed = await listReportKeys(services, at);
	if (!listed.ok) return listed;
	const called = name.trim().replace(/\s+/g, ' ');
	if (!called || called.length > LONGEST_KEY_NAME) return refuse({ tag: 'name' });
	const wanted = REPORT_SCOPES.filter((scope) => scopes.includes(scope));
	if (!wanted.length || wanted.length !== new Set(scopes).size) return refuse({ tag: 'scopes' });
	if (listed.value.some((key) => key.name === called)) return refuse({ tag: 'name_taken' });
	if (listed.value.length >= MOST_KEYS) return refuse({ tag: 'too_many_keys' });
	const { db, clock, random, secrets } = services;
	const id = hex(random(4));
	const key = `qadam_report_${id}_${Buffer.from(random(32)).toString('base64url')}`;
	await db.transaction().execute(async (tx) => {
		await tx
			.insertInto('report_key')
			.values({
				key_hash: secrets.lookup('report-key', key),
				organisation_id: at.organisationId,
				key_id: id,
				name: called,
				scopes: JSON.stringify(wanted),
				made_at: clock(),
				made_by: at.staffId
			})
			.execute();
		await writeAudit(tx, services, {
			organisationId: at.organisationId,
			actor: at.staffId,
			act: 'report.key_made',
			subject: id
		});
	});
	return ok({ id, key });
}

/** Ends a key at once. Ending it again changes nothing. */
export async function endReportKey(
	services: Pick<Services, 'db' | 'clock' | 'random'>,
	at: StaffAt,
	id: string
): Promise<Result<null, { tag: 'forbidden' } | { tag: 'unknown' }>> {
	if (!may(at, 'report.make')) return refuse({ tag: 'forbidden' });
	const ended = await services.db.transaction().execute(async (tx) => {
		const row = await tx
			.updateTable('report_key')
			.set({ ended_at: services.clock() })
			.where('organisation_id', '=', at.organisationId)
			.where('key_id', '=', id)
			.where('ended_at', 'is', null)
			.returning('key_id')
			.executeTakeFirst();
		if (row)
			await writeAudit(tx, services, {
				organisationId: at.organisationId,
				actor: at.staffId,
				act: 'report.key_ended',
				subject: id
			});
		return row;
	});
	return ended ? ok(null) : refuse({ tag: 'unknown' });
}

export type ReportKeyRefusal = { tag: 'no_key' } | { tag: 'no_scope'; scope: ReportScope } | TooMany;

/**
 * Whose reports a program reads. One answer for a key that is missing, unknown or ended; calls are counted by key.
 * @param key of `Authorization: Bearer …`
 * @returns the organisation's id
 */
export async function openReportKey(
	{ db, clock, secrets }: Pick<Services, 'db' | 'clock' | 'secrets'>,
	key: string | undefined,
	scope: ReportScope
): Promise<Result<string, ReportKeyRefusal>> {
	if (key === undefined || !KEY.test(key)) return refuse({ tag: 'no_key' });
	const keyHash = secrets.lookup('report-key', key);
	const row = await db
		.selectFrom('report_key')
		.select(['organisation_id', 'key_id', 'scopes', 'last_used_at'])
		.where('key_hash', '=', keyHash)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (!row) return refuse({ tag: 'no_key' });
	const now = clock();
	const free = await hit(db, `report-key ${row.key_id}`, now, MINUTE, CALLS_A_MINUTE);
	if (!free.ok) return free;
	if (row.last_used_at === null || row.last_used_at < now - MINUTE)
		await db.updateTable('report_key').set({ last_used_at: now }).where('key_hash', '=', keyHash).execute();
	return scopesOf(row.scopes).includes(scope) ? ok(row.organisation_id) : refuse({ tag: 'no_scope', scope });
}
