import { systemRandom } from '../platform/ids.ts';
import { newGuest, open, whoIsOpen } from './profiles.ts';
import type { PhoneStore, TableName } from './store.ts';
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

/** Keeps it, sealed; makes a guest where nobody is open. `undefined` forgets what it held. */
export async function keepDraft(
	store: PhoneStore,
	name: string,
	value: unknown,
	now = Date.now()
): Promise<unknown> {
	const before = await whoIsOpen(store);
	const me = before.profile ?? newGuest(now, systemRandom);
	const raw = before.profile ? before.phone!.key : me.key;
	const key = before.key ?? (raw && (await importKey(raw)));
	const id = await draftId(me.id, name);
	const row = await sealedRow(id, value, key);
	return store.write(async (t) => {
		if (!before.profile && value !== undefined) await open(t, me, raw, now, systemRandom);
		return value === undefined ? t.drop('drafts', id) : t.put('drafts', row);
	});
}

/** What the phone last heard of the open learner, by a name of ours: `news`, `desk`. */
export const readHers = reader('notes', noteId);

export async function keepHers(store: PhoneStore, name: string, value: unknown): Promise<unknown> {
	const { profile, key } = await whoIsOpen(store);
	if (!profile) return;
	const row = await sealedRow(await noteId(profile.id, name), value, key);
	return store.write((t) => t.put('notes', row));
}
