import type { ServerNews } from '#lib/progress/index.ts';
import { active } from './profiles.ts';
import type { Note, PhoneEvent, PhoneStore, Profile } from './store.ts';

export interface PhoneLog {
	/** Nobody yet before the first act. */
	profile: Profile | undefined;
	/** All her events, in their order. */
	events: PhoneEvent[];
	/** What the server last told of her. */
	news: ServerNews | undefined;
}

/** The active profile's own log. */
export const readLog = (store: PhoneStore): Promise<PhoneLog> =>
	store.run('readonly', async (t) => {
		const profile = await active(t);
		if (!profile) return { profile, events: [], news: undefined };
		const note = await t.get<Note<ServerNews>>('notes', `news ${profile.id}`);
		return { profile, events: await t.log(profile.id), news: note?.value };
	});
