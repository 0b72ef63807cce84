import { systemRandom } from '../platform/ids.ts';
import { active, newGuest, open, whoIsOpen } from './profiles.ts';
import type { Access, PhoneStore, Profile, TableName } from './store.ts';
import { hiddenName, importKey, seal, unseal } from './vault.ts';

/** A value by name, sealed; beside it where nothing can be sealed. */
interface Row {
	id: string;
	box?: Uint8Array;
	value?: unknown;
}

const reader =
	(table: TableName, idOf: (profile: string, name: string) => Promise<string>) =>
	async <T>(store: PhoneStore, name: string): Promise<T | undefined> => {
		const { profile, key } = await whoIsOpen(store);
		if (!profile) return undefined;
		const id = await idOf(profile.id, name);
		const row = await store.read((t) => t.get<Row>(table, id));
		if (!row?.box) return row?.value as T | undefined;
		return key && unseal<T>(key, id, row.box).catch(() => undefined);
	};

/** @param value `undefined` forgets what was held */
export async function sealedRow(id: string, value: unknown, key: CryptoKey | undefined): Promise<Row> {
	return key ? { id, box: await seal(key, id, value) } : { id, value };
}

/** The name itself would tell: a check that somebody has begun, a shop that she has. */
const draftId = async (profile: string, name: string) => `${profile} ${await hiddenName(profile, name)}`;
export const noteId = async (profile: string, name: string) =>
	`${await hiddenName(profile, name)} ${profile}`;

/** What the open learner has half done, by a name of ours (S8). */
export const readDraft = reader('drafts', draftId);

/** Is she still the open one, with the key that she had? Joined or claimed anew, she has another key and another token. */
async function isStill(t: Access, was: Profile | undefined): Promise<boolean> {
	const now = await active(t);
	return now?.id === was?.id && now?.token === was?.token;
}

/**
 * K1. Seals for whoever is open, makes a guest where nobody is, and writes in one transaction, as `append` does: made by
 * another tab, or joined while it was sealed, she has it sealed once more.
 * @param sealed the row; rejects where it cannot be made
 * @param page whose page asks: '' where nobody was open when it loaded; else it is of who is open now
 * @throws when somebody else is open now: it is not hers to have (K8)
 */
export async function keepSealed(
	store: PhoneStore,
	table: TableName,
	sealed: (profile: string, key: CryptoKey | undefined) => Promise<{ id: string }>,
	page?: string,
	now = Date.now(),
	random = systemRandom
): Promise<void> {
	const { phone, profile, key } = await whoIsOpen(store);
	const me = profile ?? newGuest(now, random);
	if (page ? page !== me.id : page === '' && me.learnerId) throw new Error('somebody else is open');
	const raw = profile ? phone!.key : me.key;
	const row = await sealed(me.id, key ?? (raw && (await importKey(raw))));
	const done = await store.write(async (t) => {
		if (!(await isStill(t, profile))) return false;
		if (!profile) await open(t, me, raw, now, random);
		await t.put(table, row);
		return true;
	});
	if (!done) await keepSealed(store, table, sealed, page ?? profile?.id ?? '', now, random);
}

/**
 * Keeps it, sealed; makes a guest where nobody is open. `undefined` forgets what it held.
 * @param page whose page asks, as `append` has it
 * @throws where the phone does not take it, or somebody else is open by now
 */
export async function keepDraft(
	store: PhoneStore,
	name: string,
	value: unknown,
	page?: string
): Promise<unknown> {
	const sealed = async (profile: string, key: CryptoKey | undefined) =>
		sealedRow(await draftId(profile, name), value, key);
	if (value !== undefined) return keepSealed(store, 'drafts', sealed, page);
	const { profile } = await whoIsOpen(store);
	if (!profile) return undefined;
	const id = await draftId(profile.id, name);
	return store.write((t) => t.drop('drafts', id));
}

/** What the phone last heard of the open learner, by a name of ours: `news`, `desk`. */
export const readHers = reader('notes', noteId);

/**
 * Keeps what was heard of her.
 * @param of of whom; else of who is open. Is somebody else open by now, or nobody, nothing is written (K8)
 * @returns whether it is kept
 */
export async function keepHers(
	store: PhoneStore,
	name: string,
	value: unknown,
	of?: string
): Promise<boolean> {
	const { profile, key } = await whoIsOpen(store);
	if (!profile || (of !== undefined && of !== profile.id)) return false;
	const row = await sealedRow(await noteId(profile.id, name), value, key);
	const done = await store.write(async (t) => {
		if (!(await isStill(t, profile))) return false;
		await t.put('notes', row);
		return true;
	});
	return done || keepHers(store, name, value, profile.id);
}
