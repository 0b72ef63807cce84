import type { Tx } from '../platform/db.server.ts';
import { systemRandom, uuidv7 } from '../platform/ids.ts';
import { FactReader } from './fact-reader.server.ts';
import { foldFacts } from './fold-facts.ts';
import type { Fact, Groups } from './indicators.ts';
import { boundsOf, closesAt, type Period } from './period.ts';
import { readHistories } from './read-histories.server.ts';

/** As `report_contribution` keeps it: times are those of the quarter, and the organisation is the row's. */
export type ContributedFact = Omit<Fact, 'organisationId'>;

/**
 * K5. What a learner who is being erased had done in quarters that are closed goes on being counted: one row for each
 * organisation, under an id of no one, in the transaction that erases her. Called again, when nothing of her is there any more, it
 * keeps nothing.
 * @param at when she was erased, UTC ms: what was not over then goes with her
 */
export async function contribute(tx: Tx, learnerId: string, at: number): Promise<void> {
	const { histories, around } = await readHistories(tx, new FactReader(), [learnerId]);
	const { people, facts } = foldFacts(histories[0]!, around, at);
	const groupsIn = new Map(people.map(({ organisationId, groups }) => [organisationId, groups]));
	for (const [organisationId, all] of Map.groupBy(facts, (fact) => fact.organisationId)) {
		const zone = around.zoneOf(organisationId);
		const over = all.filter(({ period }) => closesAt(period as Period, zone) <= at);
		if (!over.length) continue;
		// Who did not allow it is counted as that, in no group.
		const groups: Groups | null = groupsIn.get(organisationId) ?? null;
		await tx
			.insertInto('report_contribution')
			.values({
				organisation_id: organisationId,
				// Its time says nothing of her.
				contribution_id: uuidv7(0, systemRandom),
				groups: JSON.stringify(groups),
				facts: JSON.stringify(
					over.map(({ organisationId: _, ...fact }): ContributedFact => ({
						...fact,
						at: boundsOf(fact.period as Period, zone).from
					}))
				)
			})
			.execute();
	}
}
