import { MINUTE } from '../platform/clock.ts';
import { closeWork, thisPhone } from './profiles.ts';
import type { Access, Note, PhoneStore, Profile } from './store.ts';

/** What decides how long an open tile may lie untouched. */
export interface Company {
	/** "Several learners use this device": a centre's tablet. */
	shared: boolean;
	/** Learners of this phone whose tile opens by a secret. */
	locks: number;
	/** Whether the open tile is among them: a guest's has nothing to close at home. */
	locked: boolean;
}

/** K3. Time without a touch after which the open tile closes by itself, ms. A phone of one learner never closes hers. */
export const lockAfter = ({ shared, locks, locked }: Company): number =>
	shared ? 3 * MINUTE : locked && locks > 1 ? 10 * MINUTE : Infinity;

/** Whether it was left. A clock that was set back begins anew. */
export const isLeft = (touchedAt: number, now: number, company: Company): boolean =>
	now - touchedAt >= lockAfter(company);

const SHARED = 'shared';

/** Undefined until somebody has said. */
export const isShared = (store: PhoneStore): Promise<boolean | undefined> =>
	store.read(async (t) => (await t.get<Note<boolean>>('notes', SHARED))?.value);

/** Off again, no letter of anybody's name stays. */
export const setShared = (store: PhoneStore, value: boolean): Promise<unknown> =>
	store.write(async (t) => {
		if (!value)
			for (const { initial: _, ...profile } of await t.all<Profile>('profiles'))
				await t.put('profiles', profile);
		return t.put('notes', { id: SHARED, value });
	});

/** The letter of a tile on a centre's tablet, its learner's to choose; '' keeps none. */
export const setInitial = (store: PhoneStore, id: string, letter: string): Promise<unknown> =>
	store.write(async (t) => {
		const shared = (await t.get<Note<boolean>>('notes', SHARED))?.value;
		const profile = await t.get<Profile>('profiles', id);
		if (!shared || !profile) return;
		const { initial: _, ...others } = profile;
		const initial = [...letter.trim().normalize('NFC')][0]?.toLocaleLowerCase();
		return t.put('profiles', initial ? { ...others, initial } : others);
	});

async function companyOf(t: Access, open: string): Promise<Company> {
	const all = (await t.all<Profile>('profiles')).filter(({ lock }) => lock);
	return {
		shared: !!(await t.get<Note<boolean>>('notes', SHARED))?.value,
		// Who logged in twice has two profiles here and one tile.
		locks: new Set(all.map(({ learnerId }) => learnerId)).size,
		locked: all.some(({ id }) => id === open)
	};
}

/** Closes the open tile if it was left too long. @returns whether it did */
export const closeIfLeft = async (store: PhoneStore, now = Date.now()): Promise<boolean> => {
	const left = await store.read(async (t) => {
		const phone = await thisPhone(t);
		return !!phone?.active && isLeft(phone.at ?? now, now, await companyOf(t, phone.active));
	});
	if (left) await closeWork(store);
	return left;
};

/**
 * What a page tells of its learner, every 20 seconds (phone.ts): whether it was touched since. A touch does not bring back
 * what was left too long: it may be another's.
 * @returns whether the tile is closed now
 */
export async function keepWatch(store: PhoneStore, touched: boolean, now = Date.now()): Promise<boolean> {
	if (await closeIfLeft(store, now)) return true;
	if (touched)
		await store.write(async (t) => {
			const phone = await thisPhone(t);
			return phone?.active && t.put('notes', { ...phone, at: now });
		});
	return false;
}
