import { MINUTE, SECOND } from '../platform/clock.ts';
import { unlock } from './profiles.ts';
import type { PhoneStore, Profile } from './store.ts';

/**
 * K3. How long the next try of a secret waits after this many wrong ones, ms: hardly at first, then twice as long each
 * time. A hurried finger loses two seconds; a curious cousin gets six tries an hour.
 */
export const waitAfterTries = (tries: number): number =>
	tries ? Math.min(2 * SECOND * 2 ** (tries - 1), 10 * MINUTE) : 0;

export type OpenTry = { tag: 'open' } | { tag: 'wrong' | 'wait'; until: number };

/** Until when the next try waits; a phone's clock that was set back makes nobody wait longer than she has to. */
const waitsUntil = ({ tries = 0, waitUntil = 0 }: Profile, now: number) =>
	Math.min(waitUntil, now + waitAfterTries(tries));

/** Until when the tile's next try has to wait, in epoch milliseconds; 0 where it need not. */
export const waitOf = (store: PhoneStore, id: string, now = Date.now()): Promise<number> =>
	store.read(async (t) => {
		const profile = await t.get<Profile>('profiles', id);
		const until = profile ? waitsUntil(profile, now) : 0;
		return until > now ? until : 0;
	});

/**
 * Tries a secret, slower after each wrong one. The try is counted before it is made, so that neither closing the page nor
 * a second one gives a try for nothing.
 */
export async function openTile(
	store: PhoneStore,
	id: string,
	secretText = '',
	now = Date.now()
): Promise<OpenTry> {
	const counted = await store.write(async (t): Promise<OpenTry | undefined> => {
		const profile = await t.get<Profile>('profiles', id);
		if (!profile?.lock) return undefined;
		const until = waitsUntil(profile, now);
		if (until > now) return { tag: 'wait', until };
		const tries = (profile.tries ?? 0) + 1;
		const waitUntil = now + waitAfterTries(tries);
		await t.put('profiles', { ...profile, tries, waitUntil });
		return { tag: 'wrong', until: waitUntil };
	});
	if (counted?.tag === 'wait') return counted;
	if (!(await unlock(store, id, secretText))) return counted ?? { tag: 'wrong', until: now };
	await store.write(async (t) => {
		const { tries: _tries, waitUntil: _until, ...profile } = (await t.get<Profile>('profiles', id))!;
		return t.put('profiles', profile);
	});
	return { tag: 'open' };
}
