import { setImmediate } from 'node:timers/promises';
import type { Db } from '../platform/db.server.ts';
import { countMeetings, readContributions, readFactsPage } from './counted.repository.server.ts';
import { MEETINGS, type Fact, type Groups } from './indicators.ts';
import { addFact, tallyKey, wholeTally, type Tallies } from './tally.ts';

export interface Counted {
	tallies: Tallies;
	/** How many people contributed each thing, by its hash. */
	contributions: Map<string, number>;
	people: number;
}

export interface CountOptions {
	/** Of what one person contributes; keyed, so that nobody can guess it. */
	hashOf(contribution: string): string;
	/** A class belongs to one programme now, whatever an erased learner's facts say of then: its people add up to the programme's. */
	programmeOf(cohortId: string): string;
}

/**
 * Counts an organisation's facts of one quarter, person by person, and lets others have their turn between pages: for jobs, on a
 * server with one core.
 */
export async function countQuarter(
	db: Db,
	organisationId: string,
	period: string,
	{ hashOf, programmeOf }: CountOptions
): Promise<Counted> {
	const counted: Counted = { tallies: new Map(), contributions: new Map(), people: 0 };
	const take = (then: readonly Fact[], groups: Groups) => {
		const facts = then.map((fact) => ({ ...fact, programmeId: programmeOf(fact.cohortId) }));
		for (const fact of facts) addFact(counted.tallies, fact, groups);
		const hash = hashOf(contributionOf(facts, groups));
		counted.contributions.set(hash, (counted.contributions.get(hash) ?? 0) + 1);
		counted.people++;
	};
	for (let after: string | undefined = ''; after !== undefined;) {
		const page = await readFactsPage(db, organisationId, period, after);
		for (const { facts, groups } of page.people) take(facts, groups);
		after = page.next;
		await setImmediate();
	}
	for (const { facts, groups } of await readContributions(db, organisationId, period)) take(facts, groups);
	const meetings = await countMeetings(db, organisationId, period);
	if (meetings) counted.tallies.set(tallyKey(MEETINGS, ''), wholeTally(meetings));
	return counted;
}

/** Everything of one person that any table counts: equal for two of whom the same is counted. */
const contributionOf = (facts: readonly Fact[], groups: Groups): string =>
	JSON.stringify([
		Object.entries(groups).sort(([a], [b]) => (a < b ? -1 : 1)),
		facts
			.map(({ indicator, part, band, value, cohortId, programmeId }) =>
				JSON.stringify([indicator, part, band, value, cohortId, programmeId])
			)
			.sort()
	]);

/** For how many people another count differs: who is there in one of them only, or contributes something else. */
export function countChanged(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): number {
	let gone = 0;
	let come = 0;
	for (const hash of new Set([...before.keys(), ...now.keys()])) {
		const difference = (now.get(hash) ?? 0) - (before.get(hash) ?? 0);
		if (difference > 0) come += difference;
		else gone -= difference;
	}
	return Math.max(gone, come);
}
