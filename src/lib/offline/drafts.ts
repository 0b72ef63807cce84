import { systemRandom } from '../platform/ids.ts';
import { active, somebody } from './profiles.ts';
import type { Note, PhoneStore, Profile } from './store.ts';

const key = (profile: Profile, name: string) => `${profile.id} ${name}`;

/** What the active profile has half done, by a name of ours (S8). */
export const readDraft = <T>(store: PhoneStore, name: string): Promise<T | undefined> =>
	store.read(async (t) => {
		const profile = await active(t);
		const note = profile && (await t.get<Note<T>>('drafts', key(profile, name)));
		return note && note.value;
	});

/** `undefined` forgets what it held. */
export const keepDraft = (
	store: PhoneStore,
	name: string,
	value: unknown,
	now = Date.now()
): Promise<unknown> =>
	store.write(async (t) => {
		const id = key((await somebody(t, now, systemRandom)).profile, name);
		return t.put('drafts', { id, value });
	});
