import { whoIsOpen } from './profiles.ts';
import type { Reached } from './reached.ts';
import type { Access, EventRow, PhoneEvent, PhoneStore, Profile } from './store.ts';
import { unseal } from './vault.ts';

/** Sealed, or in the clear where nothing can be sealed. */
interface Row {
	id: string;
	box?: Uint8Array;
	/** Of a draft. */
	value?: object;
}

/** Her rows on this phone: logging in again may have given her a second profile here. A guest is nobody else. */
export async function herRows(t: Access, her: Profile): Promise<EventRow[]> {
	const who = ({ learnerId, id }: Profile) => learnerId || id;
	const profiles = (await t.all<Profile>('profiles')).filter((profile) => who(profile) === who(her));
	return (await Promise.all(profiles.map(({ id }) => t.log(id)))).flat();
}

/** What rows say; a row that this key does not open is left out, and stays. */
export async function openRows<T = PhoneEvent>(rows: Row[], key?: CryptoKey): Promise<T[]> {
	const opened = rows.map(async ({ box, value, ...row }) => ({
		...row,
		...(box ? await unseal<object>(key!, row.id, box) : value)
	}));
	return (await Promise.all(opened.map((one) => one.catch(() => {})))).filter(Boolean) as T[];
}

async function openHers<T>(store: PhoneStore, find: (t: Access, her: Profile) => Promise<Row[]>) {
	const { profile, key } = await whoIsOpen(store);
	return profile ? openRows<T>(await store.read((t) => find(t, profile)), key) : [];
}

/** All events of whoever is open; none where nobody is. */
export const readLog = (store: PhoneStore) => openHers<PhoneEvent>(store, herRows);

/** All drafts of whoever is open, without their names: for a page that knows its own by what it holds, in few bytes. */
export const readDrafts = <T>(store: PhoneStore) =>
	openHers<Partial<T>>(store, async (t, { id }) =>
		(await t.all<Row>('drafts')).filter((row) => row.id.includes(id))
	);

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
