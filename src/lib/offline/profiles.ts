import { systemRandom, uuidv7, type Random } from '../platform/ids.ts';
import { forgetMark } from './marker.ts';
import { endPush, NOTICE } from './push-phone.ts';
import type { Access, EventRow, Hers, Lock, Note, PhoneStore, Profile, ThisPhone } from './store.ts';
import { formsIn } from './form-rows.ts';
import { fromBase64, importKey, keyOf, newKey, seal, sealBytes, unseal, unsealBytes } from './vault.ts';

/** Note of the profile whose session the server has for this browser, as far as this phone knows. */
export const SESSION = 'session';

export const thisPhone = (t: Access) => t.get<ThisPhone>('notes', 'phone');

/** Who is open on this phone; nobody before the first act (K1). */
export async function active(t: Access): Promise<Profile | undefined> {
	const phone = await thisPhone(t);
	return phone && t.get('profiles', phone.active);
}

/** Whoever is open, with her key; `key` is absent where nothing can be sealed. */
export interface Open {
	phone?: ThisPhone;
	profile?: Profile;
	key?: CryptoKey;
}

export async function whoIsOpen(store: PhoneStore): Promise<Open> {
	const [phone, profile] = await store.read(async (t) => [await thisPhone(t), await active(t)] as const);
	const key = phone && phone.key && (await importKey(phone.key));
	return { phone, profile, key };
}

/**
 * Makes somebody the open one; the phone keeps its name.
 * @returns the device that her events name
 */
export async function open(
	t: Access,
	profile: Profile,
	key: Uint8Array | undefined,
	now: number,
	random: Random
): Promise<string> {
	const { device } = (await thisPhone(t)) || { device: uuidv7(now, random) };
	await t.put('profiles', profile);
	await t.put('notes', { id: 'phone', device, active: profile.id, key, at: now });
	return profile.device || device;
}

/** A guest who has done nothing yet. */
export function newGuest(now: number, random: Random): Profile {
	const id = uuidv7(now, random);
	return { id, tileSeed: seedOf(id), seq: 0, key: newKey(random) };
}

/** 1 … 2³² − 1: the end of an id is random. */
const seedOf = (id: string) => parseInt(id.slice(-8), 16) || 1;

/** What the join page hands over after success, in `<script type="application/json" id="joined">`. */
export interface Joined {
	profileId: string;
	learnerId: string;
	token: string;
	/** Base64. */
	key?: string;
	reader?: string;
	lock?: Lock;
	name?: string | null;
	tileSeed?: number;
}

/**
 * K1. The joined learner becomes the open one; a profile of that id becomes hers with all it holds, sealed anew under her
 * key: a guest's, or that of somebody whom a restored server has forgotten (S9). Her other profiles on this phone get the
 * new token and the new lock: one of the old may have been taken back (K2, K4).
 */
export async function adopt(
	store: PhoneStore,
	{ profileId: id, learnerId, token, key: text, reader, lock, name, tileSeed }: Joined,
	now = Date.now(),
	random: Random = systemRandom
): Promise<unknown> {
	const raw = text && newKey() ? fromBase64(text) : undefined;
	const key = raw && (await importKey(raw));
	const [before, phone] = await store.read(
		async (t) => [await t.get<Profile>('profiles', id), await thisPhone(t)] as const
	);
	// The same learner's key is the same: then nothing is sealed anew.
	const was = before && before.learnerId !== learnerId && (before.key ?? openKey(phone, id));
	const hers: Hers = { name: name ?? undefined, reader };
	const box = key && (await seal(key, id, hers));
	const moved = key && was ? await reseal(store, id, await importKey(was), key) : [];
	return store
		.write(async (t) => {
			const known = await t.get<Profile>('profiles', id);
			// She went on, joined or was taken off in another tab while this one sealed: once more.
			if (known?.seq !== before?.seq || known?.token !== before?.token) return false;
			for (const { table, row, old } of moved) {
				// What was sent, dropped or written anew meanwhile stays as it is now.
				const now = await t.get<Boxed>(table, row.id);
				if (now?.box && isSame(now.box, old)) await t.put(table, { ...now, box: row.box });
			}
			const sisters = (await t.all<Profile>('profiles')).filter(
				(other) => other.id !== id && other.learnerId === learnerId
			);
			const sister = sisters.find((other) => other.lock);
			const profile: Profile = {
				id,
				tileSeed: tileSeed ?? known?.tileSeed ?? seedOf(id),
				seq: known?.seq ?? 0,
				device: known ? known.device : uuidv7(now, random),
				learnerId,
				token,
				// Where her secret was not asked she keeps the lock she has. Where nothing can be sealed none could be opened.
				lock: raw || !text ? (lock ?? known?.lock ?? sister?.lock) : undefined,
				box,
				hers: key ? undefined : hers,
				initial: known?.initial
			};
			await open(t, profile, raw, now, random);
			// Joining and logging in open her session on the server as well.
			await t.put('notes', { id: SESSION, value: id });
			for (const other of sisters)
				// A restored server knows whose the others are by what her key opens alone (S9): in the clear each keeps its own.
				await t.put('profiles', {
					...other,
					...(raw && { token, lock: profile.lock ?? other.lock, isUnknown: undefined })
				} satisfies Profile);
			return true;
		})
		.then(
			(done) =>
				done ||
				adopt(
					store,
					{ profileId: id, learnerId, token, key: text, reader, lock, name, tileSeed },
					now,
					random
				)
		);
}

const openKey = (phone: ThisPhone | undefined, id: string) =>
	phone && phone.active === id ? phone.key : undefined;

const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

type Boxed = { id: string; box?: Uint8Array };
const SEALED = ['notes', 'drafts', 'forms'] as const;

/** All that is sealed of one profile, sealed under another key. */
async function reseal(store: PhoneStore, profile: string, from: CryptoKey, to: CryptoKey) {
	const rows = await store.read(async (t) => {
		const found = (await t.log(profile)).map((row) => ({ table: 'events' as const, row: row as Boxed }));
		const others = await Promise.all(
			SEALED.map(async (table) => (await t.all<Boxed>(table)).map((row) => ({ table, row })))
		);
		const isHers = ({ id }: Boxed) => id.split(' ').includes(profile);
		return [...found, ...others.flat().filter(({ row }) => isHers(row))].filter(({ row }) => row.box);
	});
	const moved = rows.map(async ({ table, row }) => ({
		table,
		old: row.box!,
		row: { ...row, box: await sealBytes(to, row.id, await unsealBytes(from, row.id, row.box!)) }
	}));
	// What this key does not open was sealed anew in another tab, or is damaged: it stays as it is.
	return (await Promise.all(moved.map((one) => one.catch(() => [])))).flat();
}

/** What only she may see of herself; nothing where her box is closed to this key. */
export const readHersOf = async ({ id, box, hers }: Profile, key: CryptoKey | undefined): Promise<Hers> =>
	(box && key ? await unseal<Hers>(key, id, box) : hers) ?? {};

/**
 * K3. Opens a tile by its secret, also without a signal; who was open is closed. A guest needs none.
 * @param secretText `pictures:kite,moon,moon,fish` or `digits:123456`
 * @returns whether it is open now
 */
export async function unlock(
	store: PhoneStore,
	id: string,
	secretText = '',
	now = Date.now(),
	random: Random = systemRandom
): Promise<boolean> {
	const profile = await store.read((t) => t.get<Profile>('profiles', id));
	if (!profile) return false;
	const { lock, learnerId } = profile;
	const key = lock && learnerId ? await keyOf(lock, learnerId, secretText) : profile.key;
	if (lock && !key) return false;
	const done = await store.write(async (t) => {
		const still = await t.get<Profile>('profiles', id);
		// Joined or taken off in another tab meanwhile: her key is another one.
		if (!still || still.token !== profile.token) return false;
		await open(t, still, key, now, random);
		return true;
	});
	return done || unlock(store, id, secretText, now, random);
}

/** Her work is closed on this phone: the next one is a guest of her own. Nothing is removed, and what waits still goes (S8). */
export const closeWork = (store: PhoneStore): Promise<unknown> =>
	store.write(async (t) => {
		const phone = await thisPhone(t);
		await t.drop('notes', SESSION);
		return phone && t.put('notes', { ...phone, active: '', key: undefined });
	});

/** A tile of the family phone: nothing that says whose it is. */
export interface Tile {
	id: string;
	tileSeed: number;
	open: boolean;
	joined: boolean;
	/** How it is opened; a guest's opens by a touch. */
	lock?: Lock['kind'];
	initial?: string;
	/** Her profile was deleted: nothing is left but to take the tile off. */
	gone: boolean;
	/** Events that no answer has named yet, and forms that no answer has taken. */
	waiting: number;
}

/** Who logged in twice has two profiles here, and is one learner with one tile. */
const learnerOf = ({ id, learnerId }: Profile) => learnerId ?? id;

/** Every tile of this phone, in the order they came. A tile of somebody who has done nothing and joined nothing is none. */
export const tiles = (store: PhoneStore): Promise<Tile[]> =>
	store.read(async (t) => {
		const phone = await thisPhone(t);
		const found = new Map<string, Tile>();
		for (const profile of await t.all<Profile>('profiles')) {
			const { id, tileSeed, seq, learnerId, lock, initial, isGone } = profile;
			if (!seq && !learnerId) continue;
			const open = id === phone?.active;
			const other = found.get(learnerOf(profile));
			const waiting = (await t.queue(id)).length + (await formsIn(t, id)).length + (other?.waiting ?? 0);
			const gone = !!isGone || !!other?.gone;
			const tile = { id, tileSeed, open, joined: !!learnerId, lock: lock?.kind, initial, gone, waiting };
			found.set(learnerOf(profile), other && !open ? { ...other, gone, waiting } : tile);
		}
		return [...found.values()];
	});

/**
 * Takes a tile off this phone with all that lies here of it. What has not been sent is lost by it: the caller has asked
 * in plain words (S8).
 */
export async function removeTile(store: PhoneStore, tile: string): Promise<void> {
	const { removed, phone, told } = await store.write(async (t) => {
		const phone = await thisPhone(t);
		const all = await t.all<Profile>('profiles');
		const gone = all.find(({ id }) => id === tile);
		const hers = all.filter((profile) => gone && learnerOf(profile) === learnerOf(gone));
		let told = false;
		for (const { id } of hers) {
			for (const { id: event } of (await t.log(id)) as EventRow[]) await t.drop('events', event);
			for (const table of SEALED)
				for (const row of await t.all<Boxed>(table))
					if (row.id.split(' ').includes(id)) {
						told = told || row.id.indexOf(NOTICE) === 0;
						await t.drop(table, row.id);
					}
			await t.drop('profiles', id);
			if ((await t.get<Note<string>>('notes', SESSION))?.value === id) await t.drop('notes', SESSION);
			if (phone?.active === id) await t.put('notes', { ...phone, active: '', key: undefined });
		}
		return { removed: hers, phone, told };
	});
	// Else what she let go would be told as lost (S10). There are no cookies outside of pages.
	if (typeof document === 'object')
		for (const { id, device = phone?.device ?? '' } of removed) forgetMark({ profile: id, device });
	// What was to be told her would go on being told to whoever holds the phone.
	if (told) await endPush().catch(() => undefined);
}
