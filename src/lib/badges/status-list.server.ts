import { BitstringStatusList, createCredential } from '@digitalbazaar/vc-bitstring-status-list';
import type { Db } from '../platform/db.server.ts';
import type { Random } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { VC_CONTEXT } from './contexts.server.ts';
import { didOf } from './did.ts';
import type { Award } from './award.repository.server.ts';
import { readKeys, signingKey } from './issuer-keys.server.ts';
import { sign, type Signed } from './sign.server.ts';

/** W3C Bitstring Status List asks for at least this many entries, so that one index hides among many. */
const LENGTH = 131_072;
/** A list stays fresh this long in others' caches; ours is signed anew when a bit changes or half of it has passed. */
const VALID_FOR = 24 * 3_600_000;

type Standing = Award['state'];

/** The list new credentials point to; a restored installation begins new lists with its new epoch (S9). */
export const currentList = (epoch: string): string => `revocation-${epoch}`;

/**
 * The list beside a list: at the same place, 1 where the badge is only suspended. A credential of Open Badges 3.0 has one
 * entry (the official schema takes no list of them), so its own bit is set for both (docs/decisions/020).
 */
const suspensionsOf = (listId: string): string => listId.replace(/^revocation-/, 'suspension-');

async function ensureList(db: Db, listId: string, now: number): Promise<void> {
	await db
		.insertInto('status_list')
		.values({
			list_id: listId,
			purpose: listId.startsWith('suspension-') ? 'suspension' : 'revocation',
			length: LENGTH,
			bits: new Uint8Array(LENGTH / 8),
			updated_at: now
		})
		.onConflict((c) => c.column('list_id').doNothing())
		.execute();
}

const randomIndex = (random: Random): number => {
	const [a, b, c] = random(3) as unknown as [number, number, number];
	return ((a << 16) | (b << 8) | c) % LENGTH;
};

/** A random free index for an award; the same one if it has one already. */
export async function allocateIndex(
	db: Db,
	listId: string,
	awardId: string,
	{ random, now }: { random: Random; now: number }
): Promise<number> {
	await ensureList(db, listId, now);
	await ensureList(db, suspensionsOf(listId), now);
	for (;;) {
		const held = await db
			.selectFrom('status_entry')
			.select('idx')
			.where('list_id', '=', listId)
			.where('award_id', '=', awardId)
			.executeTakeFirst();
		if (held) return held.idx;
		// A taken index, or another writer for the same award: look again.
		await db
			.insertInto('status_entry')
			.values({ list_id: listId, idx: randomIndex(random), award_id: awardId })
			.onConflict((c) => c.doNothing())
			.execute();
	}
}

/** B4. Brings the bits of an award into line with its state, in every list that carries it, in the caller's transaction. */
export async function setStanding(db: Db, awardId: string, state: Standing, now: number): Promise<void> {
	const entries = await db.selectFrom('status_entry').selectAll().where('award_id', '=', awardId).execute();
	for (const { list_id, idx } of entries) {
		await setBit(db, list_id, idx, state !== 'active', now);
		await ensureList(db, suspensionsOf(list_id), now);
		await setBit(db, suspensionsOf(list_id), idx, state === 'suspended', now);
	}
}

async function setBit(db: Db, listId: string, idx: number, set: boolean, now: number): Promise<void> {
	// Takes the row lock before reading the bits: two revocations at once keep both.
	const { bits } = await db
		.updateTable('status_list')
		.set({ updated_at: now, signed: null })
		.where('list_id', '=', listId)
		.returning('bits')
		.executeTakeFirstOrThrow();
	const next = Uint8Array.from(bits);
	const mask = 0x80 >> (idx % 8);
	next[idx >> 3] = set ? next[idx >> 3]! | mask : next[idx >> 3]! & ~mask;
	await db.updateTable('status_list').set({ bits: next }).where('list_id', '=', listId).execute();
}

/** What stands at a place of one of our lists; undefined where there is no such list, or no such place. */
export async function standingInList(db: Db, listId: string, idx: number): Promise<Standing | undefined> {
	const bit = async (id: string) => {
		const list = await db
			.selectFrom('status_list')
			.select('bits')
			.where('list_id', '=', id)
			.executeTakeFirst();
		const byte = list?.bits[idx >> 3];
		return byte === undefined ? undefined : (byte & (0x80 >> (idx % 8))) !== 0;
	};
	const set = await bit(listId);
	if (!set) return set === undefined ? undefined : 'active';
	return (await bit(suspensionsOf(listId))) ? 'suspended' : 'revoked';
}

/** The signed list as served at /status/<list>; undefined for a list that is not ours. */
export async function statusListCredential(
	{ allLearners: db, clock, env }: Pick<Services, 'allLearners' | 'clock' | 'env'>,
	listId: string
): Promise<Signed | undefined> {
	const now = clock();
	const row = await db.selectFrom('status_list').selectAll().where('list_id', '=', listId).executeTakeFirst();
	if (!row) return undefined;
	if (row.signed && row.signed_at && now - row.signed_at < VALID_FOR / 2)
		return JSON.parse(row.signed) as Signed;
	const list = new BitstringStatusList({ buffer: Uint8Array.from(row.bits) });
	const id = `${env.origin}/status/${listId}`;
	const credential = {
		...(await createCredential({ id, list, statusPurpose: row.purpose, context: [VC_CONTEXT] })),
		issuer: didOf(env.origin),
		validFrom: new Date(now).toISOString(),
		validUntil: new Date(now + VALID_FOR).toISOString()
	};
	const signed = await sign(credential, signingKey(await readKeys(env.dataDir, now)), env.origin, now);
	// Only if no bit changed meanwhile.
	await db
		.updateTable('status_list')
		.set({ signed: JSON.stringify(signed), signed_at: now })
		.where('list_id', '=', listId)
		.where('updated_at', '=', row.updated_at)
		.execute();
	return signed;
}
