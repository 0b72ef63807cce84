import { fold, type Progress } from '#lib/progress/index.ts';
import { openPhone, workState, type WorkState } from './phone.ts';
import { readLog } from './read-log.ts';
import type { PhoneEvent, Profile } from './store.ts';

/** What a page may show of this phone. */
export interface PhoneView {
	/** Nobody yet before the first act. */
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
	const { store } = await openPhone();
	const { profile, events, news } = await readLog(store);
	return {
		profile,
		progress: fold(events, news),
		state: await workState(store),
		waiting: events.filter((event) => event.state === 'here').length,
		rejected: events.filter((event) => event.state === 'rejected')
	};
}
