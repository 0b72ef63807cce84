import { hex, systemRandom, uuidv7, type Random } from '../platform/ids.ts';
import type { Access, PhoneStore, Profile } from './store.ts';

/** The one note about this storage: which device it is (S10), and who is active. */
interface ThisPhone {
	id: 'phone';
	device: string;
	active: string;
}

const thisPhone = (t: Access) => t.get<ThisPhone>('notes', 'phone');

/** Who is active on this phone; nobody before the first act (K1). */
export async function active(t: Access): Promise<Profile | undefined> {
	const phone = await thisPhone(t);
	return phone && t.get('profiles', phone.active);
}

/** Makes somebody the active one; the device keeps its name. */
async function put(t: Access, profile: Profile, now: number, random: Random): Promise<string> {
	const { device } = (await thisPhone(t)) || { device: uuidv7(now, random) };
	await t.put('profiles', profile);
	await t.put('notes', { id: 'phone', device, active: profile.id });
	return device;
}

/** The active profile, or a guest of its own; with `seq` raised by `more`. */
export async function somebody(
	t: Access,
	now: number,
	random: Random,
	more = 0
): Promise<{ profile: Profile; device: string }> {
	const known = (await active(t)) || { id: uuidv7(now, random), tileSeed: newSeed(random), seq: 0 };
	const profile = { ...known, seq: known.seq + more };
	return { profile, device: await put(t, profile, now, random) };
}

/** 1 … 2³² − 1 */
const newSeed = (random: Random) => parseInt(hex(random(4)), 16) || 1;

/** What the join page hands over after success, in `<script type="application/json" id="joined">`. */
export interface Joined {
	profileId: string;
	learnerId: string;
	token: string;
	name?: string | null;
	tileSeed?: number;
}

/** K1. The joined learner becomes the active one; a guest with that profile id becomes hers with all it holds. */
export const adopt = (
	store: PhoneStore,
	{ profileId, learnerId, token, name, tileSeed }: Joined,
	now = Date.now(),
	random: Random = systemRandom
): Promise<unknown> =>
	store.write(async (t) => {
		const known = await t.get<Profile>('profiles', profileId);
		const profile = {
			id: profileId,
			tileSeed: tileSeed ?? known?.tileSeed ?? newSeed(random),
			seq: known?.seq ?? 0,
			learnerId,
			token,
			name: name ?? undefined
		};
		return put(t, profile, now, random);
	});

/** Her work is closed on this phone: the next one is a guest of her own. Nothing is removed, and what waits still goes (S8). */
export const closeWork = (store: PhoneStore): Promise<unknown> =>
	store.write(async (t) => {
		const phone = await thisPhone(t);
		return phone && t.put('notes', { ...phone, active: '' });
	});
