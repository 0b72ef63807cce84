import { active } from './profiles.ts';
import type { PhoneEvent, PhoneStore } from './store.ts';

/** All events of the active profile, in their order; none where nobody is active. */
export const readLog = (store: PhoneStore): Promise<PhoneEvent[]> =>
	store.read(async (t) => {
		const profile = await active(t);
		return profile ? t.log(profile.id) : [];
	});
