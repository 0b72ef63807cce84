import { fold, type Progress, type ServerNews } from '#lib/progress/index.ts';
import { openPhone, workState, type WorkState } from './phone.ts';
import { active } from './profiles.ts';
import { herLog } from './read-log.ts';
import type { Note, PhoneEvent, Profile } from './store.ts';

/** What a page may show of this phone. */
export interface PhoneView {
	/** Nobody yet before the first act, and on a phone that keeps nothing. */
	profile: Profile | undefined;
	progress: Progress;
	state: WorkState;
	/** Events not yet named by the server. */
	waiting: number;
	/** Not counted by the server, each with its reason, for a person to read (S3). */
	rejected: PhoneEvent[];
}

/** Her progress from the phone's own log: `fold` of it, with what the server last told (P2, A2). */
export async function readPhone(): Promise<PhoneView> {
	const nobody: PhoneView = {
		profile: undefined,
		progress: fold([]),
		state: 'none',
		waiting: 0,
		rejected: []
	};
	const phone = await openPhone().catch(() => undefined);
	if (!phone) return nobody;
	const state = await workState(phone.store);
	return phone.store.read(async (t) => {
		const profile = await active(t);
		if (!profile) return nobody;
		const events = await herLog(t, profile);
		const news = await t.get<Note<ServerNews>>('notes', `news ${profile.id}`);
		return {
			profile,
			progress: fold(events, news?.value),
			state,
			waiting: events.filter((event) => event.state === 'here').length,
			rejected: events.filter((event) => event.state === 'rejected')
		};
	});
}
