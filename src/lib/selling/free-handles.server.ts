import type { Db } from '../platform/db.server.ts';
import { skeleton, suggestHandles } from './decide-handle.ts';
import { readTakenSkeletons } from './shop.repository.server.ts';

/** How many addresses are offered in the place of one that is taken. */
const OFFERED = 3;

/** Addresses that nobody has, nor a look-alike of them, for a shop of this name; the nicest first. */
export async function freeHandles(db: Db, name: string, city: string, count = OFFERED): Promise<string[]> {
	const wishes = suggestHandles(name, city);
	const taken = await readTakenSkeletons(db, wishes.map(skeleton));
	return wishes.filter((h) => !taken.has(skeleton(h))).slice(0, count);
}
