/**
 * K6. The audit's seal: a chain of hashes, one an organisation. Whoever kept a head (a snapshot of a report carries one) can
 * show later that nothing before it was taken out, put in or changed.
 */
import { MINUTE } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import type { AuditRow } from '../platform/schema.ts';

/** Ids are made before their commit: what is younger might still be overtaken by an older one. */
const SETTLED = MINUTE;
const ACTS_AT_ONCE = 1000;
const IDS_AT_ONCE = 500;

export interface AuditHead {
	/** Of the newest seal; 0: nothing is sealed. */
	number: number;
	/** '' where nothing is sealed. */
	head: string;
}

type Act = Pick<AuditRow, 'audit_id' | 'at' | 'actor' | 'act' | 'subject' | 'detail'>;
const COLUMNS = ['audit_id', 'at', 'actor', 'act', 'subject', 'detail'] as const;

/** One act after another; the order of the fields is part of it. */
const seal = (head: string, acts: readonly Act[]): string =>
	acts.reduce(
		(before, act) => sha256HexSync(JSON.stringify([before, ...COLUMNS.map((column) => act[column])])),
		head
	);

/** @returns the newest head of an organisation's audit */
export async function readAuditHead(db: Db, organisationId: string): Promise<AuditHead> {
	const newest = await db
		.selectFrom('audit_seal')
		.select(['number', 'head'])
		.where('organisation_id', '=', organisationId)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	return newest ?? { number: 0, head: '' };
}

/**
 * Seals what is not sealed yet in every organisation. May run at any time, also twice: a seal's number is taken once.
 * @param allLearners walks all organisations: for the job
 * @returns how many acts were sealed
 */
export async function sealAudit(allLearners: Db, now: number): Promise<number> {
	const waiting = await allLearners
		.selectFrom('audit')
		.select('organisation_id')
		.distinct()
		.where('seal', 'is', null)
		.where('at', '<=', now - SETTLED)
		.execute();
	let sealed = 0;
	for (const { organisation_id } of waiting)
		for (let acts: number; (acts = await sealNext(allLearners, organisation_id, now)) > 0;) sealed += acts;
	return sealed;
}

/** @returns how many acts are not sealed yet, in all organisations, and when the first of them was done, UTC ms */
export async function readUnsealed(allLearners: Db): Promise<{ acts: number; since: number | null }> {
	const row = await allLearners
		.selectFrom('audit')
		.select(({ fn }) => [fn.countAll<number | string>().as('acts'), fn.min('at').as('since')])
		.where('seal', 'is', null)
		.executeTakeFirstOrThrow();
	return { acts: Number(row.acts), since: row.since === null ? null : Number(row.since) };
}

const sealNext = (db: Db, organisationId: string, now: number): Promise<number> =>
	db.transaction().execute(async (tx) => {
		const acts = await tx
			.selectFrom('audit')
			.select(COLUMNS)
			.where('organisation_id', '=', organisationId)
			.where('seal', 'is', null)
			.where('at', '<=', now - SETTLED)
			.orderBy('audit_id')
			.limit(ACTS_AT_ONCE)
			.execute();
		const last = acts.at(-1);
		if (!last) return 0;
		const before = await readAuditHead(tx, organisationId);
		const number = before.number + 1;
		await tx
			.insertInto('audit_seal')
			.values({
				organisation_id: organisationId,
				number,
				sealed_at: now,
				acts: acts.length,
				last_id: last.audit_id,
				head: seal(before.head, acts)
			})
			.execute();
		await markSealed(tx, organisationId, number, acts);
		return acts.length;
	});

async function markSealed(
	tx: Tx,
	organisationId: string,
	number: number,
	acts: readonly Act[]
): Promise<void> {
	for (let from = 0; from < acts.length; from += IDS_AT_ONCE)
		await tx
			.updateTable('audit')
			.set({ seal: number })
			.where('organisation_id', '=', organisationId)
			.where(
				'audit_id',
				'in',
				acts.slice(from, from + IDS_AT_ONCE).map(({ audit_id }) => audit_id)
			)
			.execute();
}

/**
 * Reads the whole audit of an organisation against its seals.
 * @returns the number of the first seal that does not hold; undefined: all hold
 */
export async function findBrokenSeal(db: Db, organisationId: string): Promise<number | undefined> {
	const seals = await db
		.selectFrom('audit_seal')
		.select(['number', 'acts', 'last_id', 'head'])
		.where('organisation_id', '=', organisationId)
		.orderBy('number')
		.execute();
	let head = '';
	for (const [n, { number, acts, last_id, head: said }] of seals.entries()) {
		const under = await db
			.selectFrom('audit')
			.select(COLUMNS)
			.where('organisation_id', '=', organisationId)
			.where('seal', '=', number)
			.orderBy('audit_id')
			.execute();
		head = seal(head, under);
		const whole = number === n + 1 && under.length === acts && under.at(-1)?.audit_id === last_id;
		if (!whole || head !== said) return number;
	}
	return undefined;
}

/**
 * Reads the audit of every organisation.
 * @returns the first seal of each that does not hold
 */
export async function findBrokenSeals(
	allLearners: Db
): Promise<{ organisationId: string; number: number }[]> {
	const sealed = await allLearners.selectFrom('audit_seal').select('organisation_id').distinct().execute();
	const broken: { organisationId: string; number: number }[] = [];
	for (const { organisation_id: organisationId } of sealed) {
		const number = await findBrokenSeal(allLearners, organisationId);
		if (number !== undefined) broken.push({ organisationId, number });
	}
	return broken;
}
