import { DAY } from '../platform/clock.ts';
import { isAct, isClass, isLock, type ClassStore } from './class-store.ts';

/** So long it lies here without her. */
export const UNSEEN = 14 * DAY;

/** A clock that was set back (a phone whose battery was dead) proves nothing: then it stays. */
export const isUnseen = (seenAt: number, now: number): boolean => now - seenAt > UNSEEN;

/** Takes everything off the phone, what was not sent too. */
export async function wipeAll(store: ClassStore): Promise<void> {
	await store.write({ drop: (await store.all()).map(({ id }) => id) });
}

/**
 * Everything of a phone whose owner has not opened it for 14 days.
 * @returns whether nothing is left
 */
export async function wipeUnseen(store: ClassStore, now = Date.now()): Promise<boolean> {
	const rows = await store.all();
	const lock = rows.find(isLock);
	// Without its lock nothing here can ever be read again.
	if (!lock || isUnseen(lock.seenAt, now)) await wipeAll(store);
	return !lock || isUnseen(lock.seenAt, now);
}

/**
 * At log-out: the classes go. What was not sent stays sealed, with its lock, for when she comes back (S8).
 * @returns whether nothing is left
 */
export async function wipeNames(store: ClassStore): Promise<boolean> {
	const rows = await store.all();
	if (!rows.some((row) => isAct(row) && row.state === 'waiting')) {
		await wipeAll(store);
		return true;
	}
	const gone = rows.filter((row) => isClass(row) || (isAct(row) && row.state !== 'waiting'));
	await store.write({ drop: gone.map(({ id }) => id) });
	return false;
}
