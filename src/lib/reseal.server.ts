/** After a new master key: what older ones have sealed is sealed again with it (docs/security.md). */
import { accountsSealed } from './accounts/index.server.ts';
import { cohortsSealed } from './cohorts/index.server.ts';
import { countOlder, reseal, type Resealed, type SealedField } from './platform/sealed-fields.server.ts';
import { safetySealed } from './safety/index.server.ts';
import { sellingSealed } from './selling/index.server.ts';
import type { Services } from './services.server.ts';

/** Every column of the database that holds a sealed text. */
export const sealedFields: readonly SealedField[] = [
	...accountsSealed,
	...cohortsSealed,
	...safetySealed,
	...sellingSealed
];

type Part = Pick<Services, 'allLearners' | 'secrets'>;

/**
 * By `npm run keys -- rotate-master` at once, and by a job every hour: what a command that was killed has left, and what a process
 * sealed in the moment of the rotation.
 */
export async function resealAll(
	{ allLearners, secrets }: Part,
	progress: (table: string, told: Resealed) => void = () => {}
): Promise<Resealed> {
	const all: Resealed = { done: 0, unopened: 0 };
	// The first key has nothing to seal again.
	if (secrets.newest() === 1) return all;
	for (const field of sealedFields) {
		const told = await reseal(allLearners, secrets, field);
		all.done += told.done;
		all.unopened += told.unopened;
		if (told.done || told.unopened) progress(field.table, told);
	}
	return all;
}

/** How many sealed texts still need an older key. */
export async function countResealable({ allLearners, secrets }: Part): Promise<number> {
	let n = 0;
	for (const field of sealedFields) n += await countOlder(allLearners, field, secrets.newest());
	return n;
}
