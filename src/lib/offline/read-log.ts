import { active } from './profiles.ts';
import type { Access, PhoneEvent, PhoneStore, Profile } from './store.ts';

/** Her events on this phone: logging in again may have given her a second profile here. A guest is nobody else. */
export async function herLog(t: Access, her: Profile): Promise<PhoneEvent[]> {
	const who = ({ learnerId, id }: Profile) => learnerId || id;
	const profiles = (await t.all<Profile>('profiles')).filter((profile) => who(profile) === who(her));
	return (await Promise.all(profiles.map(({ id }) => t.log(id)))).flat();
}

/** All events of the active profile; none where nobody is active. */
export const readLog = (store: PhoneStore): Promise<PhoneEvent[]> =>
	store.read(async (t) => {
		const profile = await active(t);
		return profile ? herLog(t, profile) : [];
	});
