import { whoIsOpen } from './profiles.ts';
import type { Reached } from './reached.ts';
import type { Access, Act, EventRow, PhoneEvent, PhoneStore, Profile } from './store.ts';
import { unseal } from './vault.ts';

/** Her rows on this phone: logging in again may have given her a second profile here. A guest is nobody else. */
export async function herRows(t: Access, her: Profile): Promise<EventRow[]> {
	const who = ({ learnerId, id }: Profile) => learnerId || id;
	const profiles = (await t.all<Profile>('profiles')).filter((profile) => who(profile) === who(her));
	return (await Promise.all(profiles.map(({ id }) => t.log(id)))).flat();
}

/** What rows say; a row that this key does not open is left out, and stays. */
export async function openRows(rows: EventRow[], key?: CryptoKey): Promise<PhoneEvent[]> {
	const opened = rows.map(async ({ box, ...row }) =>
		box ? { ...row, ...(await unseal<Act>(key!, row.id, box)) } : (row as PhoneEvent)
	);
	return (await Promise.all(opened.map((one) => one.catch(() => {})))).filter(Boolean) as PhoneEvent[];
}

/** All events of whoever is open; none where nobody is. */
export async function readLog(store: PhoneStore): Promise<PhoneEvent[]> {
	const { profile, key } = await whoIsOpen(store);
	return profile ? openRows(await store.read((t) => herRows(t, profile)), key) : [];
}

/** S3. What the server rejected stays readable and is not counted. */
export const counted = (events: readonly PhoneEvent[]): PhoneEvent[] =>
	events.filter(({ state }) => state !== 'rejected');

/**
 * A2. A paper of which the server has not spoken: not sent, not counted yet, or sent while her tile was closed. What it
 * holds and did not count is none: that number is open again.
 */
export const isUnanswered = (
	{ kind, state }: Pick<PhoneEvent, 'kind' | 'state'>,
	reached: Pick<Reached, 'unheard'> | undefined
): boolean =>
	kind === 'check.submitted' &&
	(state === 'here' || state === 'deferred' || (state !== 'rejected' && !!reached?.unheard));
