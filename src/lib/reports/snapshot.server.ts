/** R5. An edition that somebody named and froze, with all that it takes to show it again as it was. */
import { LANGS, OWN, inBoth, type Lang } from '#lib/platform/country/lang.ts';
import { readAuditHead, writeAudit, type AuditHead } from '#lib/accounts/index.server.ts';
import { isSignedText, maySign, readKeys, signingKey, signText } from '#lib/badges/index.server.ts';
import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { canonicalJson } from '../platform/hash.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { uuidv7 } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { figuresOf, type Edition, type ShownTable, type ShownTableName } from './edition.ts';
import { findEdition, listEditions } from './edition.repository.server.ts';
import { readNames } from './read-names.server.ts';
import { readAllTables, type Tables } from './read-whole-report.server.ts';
import { readEarlier } from './read-report.server.ts';
import { makeReport, type ReportQuery } from './report.ts';
import { SHOWN_TABLES } from './report-file.server.ts';
import { nameReport, type NamedReport } from './words-of-report.ts';
import { indicatorDefinition, indicatorName, rowName, type Names } from './words.ts';

type InBoth = Record<(typeof LANGS)[number], string>;

/** What a snapshot holds, and what is hashed: names and definitions as they were, so that it needs nothing else. */
export interface SnapshotBody {
	format: 'qadam-report/1';
	organisation: { id: string; name: string; zone: string };
	period: string;
	edition: number;
	/** UTC ms. */
	counted_until: number;
	threshold: number;
	/** The audit's newest seal when it was frozen (K6). */
	audit: AuditHead;
	indicators: Record<string, { name: InBoth; definition: InBoth }>;
	rows: Partial<Record<ShownTableName, Record<string, InBoth>>>;
	tables: Tables;
	/** What the report takes from quarters before it. */
	earlier: ShownTable[];
	before: ShownTable | null;
}

export interface Snapshot {
	id: string;
	name: string;
	period: string;
	edition: number;
	madeAt: number;
	madeBy: string;
	/** SHA-256 of the body as it stands, hex. */
	hash: string;
	/** Public key that signed it; '' where the installation may not sign yet. */
	keyId: string;
	signature: string;
	body: SnapshotBody;
	/** Its bytes are what was hashed, and the signature, where there is one, holds and is of a key of ours. */
	sound: boolean;
}

export const LONGEST_NAME = 60;
/** Of one quarter: more than anybody needs, fewer than fill a disk. */
const MOST = 50;

export type FreezeRefusal =
	| { tag: 'forbidden' }
	| { tag: 'no_report' }
	| { tag: 'name' }
	/** One of the quarter bears it: a donor is to know which is meant, and a second press freezes nothing. */
	| { tag: 'name_taken' }
	| { tag: 'too_many' };

/** What the issuer signs: no hash of anything else is mistaken for one of a report. */
const statement = (hash: string) => `qadam-report/1:${hash}`;

/** How people say a snapshot's number: `2026-Q3-7F3A`. */
export const snapshotCode = ({ period, hash }: Pick<Snapshot, 'period' | 'hash'>): string =>
	`${period}-${hash.slice(0, 4).toUpperCase()}`;

/** Freezes the newest edition of a quarter under a name. */
export async function freezeReport(
	services: Pick<Services, 'db' | 'env' | 'clock' | 'random' | 'catalogue'>,
	at: StaffAt,
	{ period, name }: { period: string; name: string }
): Promise<Result<{ id: string }, FreezeRefusal>> {
	const { db, env, clock, random } = services;
	if (!may(at, 'report.make')) return refuse({ tag: 'forbidden' });
	const called = name.trim().replace(/\s+/g, ' ');
	if (!called || called.length > LONGEST_NAME) return refuse({ tag: 'name' });
	const edition = await findEdition(db, at.organisationId, period);
	if (!edition) return refuse({ tag: 'no_report' });
	const frozen = await listSnapshots(db, at.organisationId, period);
	if (frozen.some((one) => one.name === called)) return refuse({ tag: 'name_taken' });
	if (frozen.length >= MOST) return refuse({ tag: 'too_many' });
	const audit = await readAuditHead(db, at.organisationId);
	const body = canonicalJson(await bodyOf(services, at, edition, audit));
	const hash = sha256HexSync(body);
	// B3. Before it has an address that can be looked up, an installation signs nothing.
	const key = maySign(env) ? signingKey(await readKeys(env.dataDir, clock())) : undefined;
	const signature = key ? await signText(statement(hash), key) : '';
	const id = uuidv7(clock(), random);
	await db.transaction().execute(async (tx) => {
		await tx
			.insertInto('report_snapshot')
			.values({
				organisation_id: at.organisationId,
				snapshot_id: id,
				period,
				edition: edition.edition,
				name: called,
				made_at: clock(),
				made_by: at.staffId,
				body,
				hash,
				key_id: key?.publicKeyMultibase ?? '',
				signature,
				audit_number: audit.number,
				audit_head: audit.head
			})
			.execute();
		await writeAudit(tx, services, {
			organisationId: at.organisationId,
			actor: at.staffId,
			act: 'report.frozen',
			subject: id,
			detail: { period, edition: edition.edition }
		});
	});
	return ok({ id });
}

const both = (say: (lang: Lang) => string): InBoth => inBoth(say);

/** R4. What each number is, in both languages, for whoever reads it away from its page. @param keys indicator and part */
export const meaningsOf = (keys: readonly string[], names: Record<Lang, Names>): SnapshotBody['indicators'] =>
	Object.fromEntries(
		keys.map((key) => [
			key,
			{
				name: both((lang) => indicatorName(key, names[lang], lang)),
				definition: both((lang) => indicatorDefinition(key, names[lang], lang))
			}
		])
	);

async function bodyOf(
	services: Pick<Services, 'db' | 'catalogue'>,
	at: StaffAt,
	edition: Edition,
	audit: AuditHead
): Promise<SnapshotBody> {
	const [tables, { earlier, before }] = await Promise.all([
		readAllTables(services.db, edition),
		readEarlier(services.db, edition, await listEditions(services.db, at.organisationId))
	]);
	const [own, en] = await Promise.all(LANGS.map((lang) => readNames(services, at.organisationId, lang)));
	const names: Record<Lang, Names> = { [OWN]: own!, en: en! };
	const rows: SnapshotBody['rows'] = {};
	for (const table of SHOWN_TABLES)
		if (table !== 'all')
			rows[table] = Object.fromEntries(
				[...new Set(Object.values(tables[table] ?? {}).flatMap((of) => Object.keys(of)))].map((row) => [
					row,
					both((lang) => rowName(table, row, names[lang], lang))
				])
			);
	return {
		format: 'qadam-report/1',
		organisation: { id: at.organisationId, name: at.organisation, zone: at.zone },
		period: edition.period,
		edition: edition.edition,
		counted_until: edition.madeAt,
		threshold: edition.threshold,
		audit,
		indicators: meaningsOf(Object.keys(tables.all ?? {}), names),
		rows,
		tables,
		earlier,
		before: before ?? null
	};
}

export type ListedSnapshot = Omit<Snapshot, 'body' | 'sound' | 'signature' | 'keyId'>;

/** The newest first. @param period only of this quarter */
export async function listSnapshots(
	db: Services['db'],
	organisationId: string,
	period?: string
): Promise<ListedSnapshot[]> {
	const rows = await db
		.selectFrom('report_snapshot')
		.select(['snapshot_id', 'name', 'period', 'edition', 'made_at', 'made_by', 'hash'])
		.where('organisation_id', '=', organisationId)
		.$if(period !== undefined, (query) => query.where('period', '=', period!))
		.orderBy('made_at', 'desc')
		.orderBy('snapshot_id', 'desc')
		.execute();
	return rows.map((row) => ({
		id: row.snapshot_id,
		name: row.name,
		period: row.period,
		edition: row.edition,
		madeAt: row.made_at,
		madeBy: row.made_by,
		hash: row.hash
	}));
}

/** A snapshot as it was frozen; `sound` says whether its bytes and the signature still hold. */
export async function readSnapshot(
	{ db, env, clock }: Pick<Services, 'db' | 'env' | 'clock'>,
	at: StaffAt,
	id: string
): Promise<Snapshot | undefined> {
	if (!may(at, 'report.see')) return undefined;
	const row = await db
		.selectFrom('report_snapshot')
		.selectAll()
		.where('organisation_id', '=', at.organisationId)
		.where('snapshot_id', '=', id)
		.executeTakeFirst();
	if (!row) return undefined;
	// Whoever can write to the database can sign with a key of their own.
	const isOurs = async () =>
		(await readKeys(env.dataDir, clock())).some((key) => key.publicKeyMultibase === row.key_id);
	return {
		id: row.snapshot_id,
		name: row.name,
		period: row.period,
		edition: row.edition,
		madeAt: row.made_at,
		madeBy: row.made_by,
		hash: row.hash,
		keyId: row.key_id,
		signature: row.signature,
		body: JSON.parse(row.body) as SnapshotBody,
		sound:
			sha256HexSync(row.body) === row.hash &&
			(row.signature === '' ||
				((await isOurs()) && (await isSignedText(statement(row.hash), row.signature, row.key_id))))
	};
}

/** What a donor is given to check it by itself: the bytes that were hashed, and what was signed. JSON. */
export async function snapshotFile(
	db: Services['db'],
	organisationId: string,
	id: string
): Promise<string | undefined> {
	const row = await db
		.selectFrom('report_snapshot')
		.select(['name', 'body', 'hash', 'key_id as key', 'signature'])
		.where('organisation_id', '=', organisationId)
		.where('snapshot_id', '=', id)
		.executeTakeFirst();
	return row && JSON.stringify(row, null, '\t');
}

export interface Difference {
	key: string;
	table: ShownTableName;
	row: string;
	who: string;
	/** Null: hidden; undefined: was not there. */
	then: number | null | undefined;
	now: number | null | undefined;
}

/** Every number that the newest edition of the quarter shows otherwise than the snapshot. */
export async function compareSnapshot(
	{ db }: Pick<Services, 'db'>,
	snapshot: Snapshot
): Promise<{ edition: Edition; differences: Difference[] } | undefined> {
	const edition = await findEdition(db, snapshot.body.organisation.id, snapshot.period);
	if (!edition) return undefined;
	const now = await readAllTables(db, edition);
	const differences: Difference[] = [];
	for (const table of SHOWN_TABLES) {
		const numbers = (tables: Tables) =>
			new Map(
				figuresOf(table, tables[table] ?? {}).map(({ key, row, gender, people }) => [
					JSON.stringify([key, row, gender]),
					people
				])
			);
		const before = numbers(snapshot.body.tables);
		const after = numbers(now);
		for (const place of new Set([...before.keys(), ...after.keys()])) {
			if (before.has(place) && after.has(place) && before.get(place) === after.get(place)) continue;
			const [key, row, who] = JSON.parse(place) as [string, string, string];
			differences.push({ key, table, row, who, then: before.get(place), now: after.get(place) });
		}
	}
	return { edition, differences };
}

/** The report that was frozen, in its own words: what things are called today changes nothing of it. */
export function reportOfSnapshot(
	body: SnapshotBody,
	{ by, ...asked }: Omit<ReportQuery, 'period'>,
	lang: (typeof LANGS)[number]
): NamedReport {
	const edition: Edition = {
		organisationId: body.organisation.id,
		period: body.period,
		edition: body.edition,
		madeAt: body.counted_until,
		threshold: body.threshold
	};
	const report = makeReport(
		{
			edition,
			quarters: [edition],
			all: body.tables.all ?? {},
			rows: body.tables[by] ?? {},
			earlier: body.earlier,
			before: body.before ?? undefined
		},
		{ by, ...asked }
	);
	return nameReport(report, {
		indicator: (key) => body.indicators[key]?.name[lang] ?? key,
		row: (row) => body.rows[by]?.[row]?.[lang] ?? row
	});
}
