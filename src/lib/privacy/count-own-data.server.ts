import type { Db } from '../platform/db.server.ts';
import { KINDS, ownTables, type Kind } from './own-tables.ts';
import { recordsOf } from './records-of.server.ts';

/** How much is held of each kind, for the page: rows that stand for something of hers, not those that only serve them. */
export async function countOwnData(allLearners: Db, learnerId: string): Promise<[Kind, number][]> {
	const ids = await recordsOf(allLearners, learnerId);
	const counts = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]));
	for (const [table, { kind, aside }] of Object.entries(ownTables)) {
		if (aside) continue;
		const { n } = await allLearners
			.selectFrom(table as 'event')
			.select((eb) => eb.fn.countAll().as('n'))
			.where('learner_id', 'in', ids)
			.executeTakeFirstOrThrow();
		counts.set(kind, counts.get(kind)! + Number(n));
	}
	return [...counts];
}
