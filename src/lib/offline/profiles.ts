import { hex, systemRandom, uuidv7, type Random } from '../platform/ids.ts';
import type { Access, Note, PhoneStore, Profile } from './store.ts';

/** Who is active on this phone; nobody before the first act (K1). */
export async function active(t: Access): Promise<Profile | undefined> {
	const note = await t.get<Note<string>>('notes', 'active');
	return note && t.get('profiles', note.value);
}

/** The active profile, or a guest of its own. */
export async function somebody(t: Access, now: number, random: Random): Promise<Profile> {
	const known = await active(t);
	if (known) return known;
	const guest = { id: uuidv7(now, random), tileSeed: newSeed(random), seq: 0 };
	await t.put('profiles', guest);
	await t.put('notes', { id: 'active', value: guest.id });
	return guest;
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
	random: Random = systemRandom
): Promise<void> =>
	store.run('readwrite', async (t) => {
		const known = await t.get<Profile>('profiles', profileId);
		await t.put('profiles', {
			id: profileId,
			tileSeed: tileSeed ?? known?.tileSeed ?? newSeed(random),
			seq: known?.seq ?? 0,
			learnerId,
			token,
			name: name ?? undefined
		});
		await t.put('notes', { id: 'active', value: profileId });
	});
