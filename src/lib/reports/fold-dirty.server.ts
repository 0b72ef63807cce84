import { setImmediate as turn } from 'node:timers/promises';
import type { Engine, Tx } from '../platform/db.server.ts';
import type { ReportFactRow, ReportPersonRow } from '../platform/schema.ts';
import type { Services } from '../services.server.ts';
import { FactReader } from './fact-reader.server.ts';
import * as store from './facts.repository.server.ts';
import { foldFacts } from './fold-facts.ts';
import { readHistories } from './read-histories.server.ts';

/** Learners of one transaction: as long as it lasts, who writes waits. */
const PORTION = 200;
/** A run gives way to other jobs after so long, ms; the next one goes on. */
const RUN_LASTS = 20_000;

type Wired = Pick<Services, 'allLearners' | 'engine' | 'clock'>;

export interface FoldDone {
	learners: number;
	facts: number;
	/** Rows that came out otherwise than they stood. */
	changed: number;
}

/**
 * R2. Folds whoever is marked, the longest waiting first. Between two portions the process answers others.
 * @param lasts how long it may go on, ms
 */
export async function foldDirty(services: Wired, lasts = RUN_LASTS): Promise<FoldDone> {
	const { allLearners: db, engine, clock } = services;
	await store.markDue(db, engine, clock());
	const reader = new FactReader();
	const total: FoldDone = { learners: 0, facts: 0, changed: 0 };
	const until = performance.now() + lasts;
	do {
		const ids = await store.oldestMarks(db, PORTION);
		if (!ids.length) break;
		const done = await foldPortion(services, reader, ids);
		// All of them are held by others: the next run finds them free.
		if (!done.learners) break;
		add(total, done);
		await turn();
	} while (performance.now() < until);
	return total;
}

/**
 * Folds everybody anew, whether marked or not, and counts what came out otherwise: nothing, unless a mark was missed, or
 * something changed meanwhile. What is marked is folded first, and not counted.
 */
export async function refoldAll(
	services: Wired,
	progress: (learners: number) => void = () => {}
): Promise<FoldDone> {
	const { allLearners: db, engine } = services;
	await foldDirty(services, Infinity);
	const reader = new FactReader();
	const total: FoldDone = { learners: 0, facts: 0, changed: 0 };
	for (let after = ''; ;) {
		const ids = await store.everybody(db, after, PORTION);
		if (!ids.length) return total;
		await store.addMarks(db, engine, ids);
		add(total, await foldPortion(services, reader, ids));
		progress(total.learners);
		after = ids.at(-1)!;
		await turn();
	}
}

function add(total: FoldDone, done: FoldDone): void {
	total.learners += done.learners;
	total.facts += done.facts;
	total.changed += done.changed;
}

/** Their marks go first, in the transaction that reads them and writes their facts: what changes meanwhile marks them again. */
const foldPortion = (
	{ allLearners, engine, clock }: Wired,
	reader: FactReader,
	ids: readonly string[]
): Promise<FoldDone> =>
	allLearners.transaction().execute(async (tx) => {
		const taken = await store.takeMarks(tx, engine, ids);
		return taken.length ? foldTaken(tx, reader, taken, clock()) : { learners: 0, facts: 0, changed: 0 };
	});

async function foldTaken(tx: Tx, reader: FactReader, ids: readonly string[], now: number): Promise<FoldDone> {
	const { facts, people } = await foldRows(tx, reader, ids, now);
	const changed =
		(await replace(facts, await store.readFacts(tx, ids), factKey, {
			remove: (gone) => store.deleteFacts(tx, gone),
			write: (rows) => store.writeFacts(tx, rows)
		})) +
		(await replace(people, await store.readPeople(tx, ids), personKey, {
			remove: (gone) => store.deletePeople(tx, gone),
			write: (rows) => store.writePeople(tx, rows)
		}));
	return { learners: ids.length, facts: facts.length, changed };
}

/** The rows of these learners as they should stand. */
export async function foldRows(
	tx: Tx,
	reader: FactReader,
	ids: readonly string[],
	now: number
): Promise<{ facts: ReportFactRow[]; people: ReportPersonRow[] }> {
	const { histories, around } = await readHistories(tx, reader, ids);
	const facts: ReportFactRow[] = [];
	const people: ReportPersonRow[] = [];
	for (const history of histories) {
		const { learnerId: learner_id } = history;
		const folded = foldFacts(history, around, now);
		for (const { organisationId, cohortId, programmeId, ...fact } of folded.facts)
			facts.push({
				learner_id,
				organisation_id: organisationId,
				...fact,
				cohort_id: cohortId,
				programme_id: programmeId
			});
		for (const { organisationId, groups, dueAt } of folded.people)
			people.push({ learner_id, organisation_id: organisationId, ...groups, due_at: dueAt, folded_at: now });
	}
	return { facts, people };
}

const factKey = (r: ReportFactRow) =>
	[r.learner_id, r.organisation_id, r.indicator, r.part, r.period].join('/');
const personKey = (r: ReportPersonRow) => `${r.learner_id}/${r.organisation_id}`;

/** A row by its columns, whatever their order; when it was folded is no difference. */
const standing = (row: ReportFactRow | ReportPersonRow): string =>
	JSON.stringify(Object.entries({ ...row, folded_at: 0 }).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Writes what differs. A learner of whom a row must go is written wholly anew.
 * @returns how many rows came, went or changed
 */
async function replace<R extends ReportFactRow | ReportPersonRow>(
	rows: readonly R[],
	before: readonly R[],
	keyOf: (row: R) => string,
	to: { remove(learnerIds: string[]): Promise<void>; write(rows: R[]): Promise<void> }
): Promise<number> {
	const old = new Map(before.map((row) => [keyOf(row), standing(row)]));
	const differing = rows.filter((row) => {
		const was = old.get(keyOf(row));
		old.delete(keyOf(row));
		return was !== standing(row);
	});
	const gone = new Set(before.filter((row) => old.has(keyOf(row))).map((row) => row.learner_id));
	if (gone.size) await to.remove([...gone]);
	const write = gone.size
		? [...new Set([...differing, ...rows.filter((row) => gone.has(row.learner_id))])]
		: differing;
	if (write.length) await to.write(write);
	return differing.length + old.size;
}

/** How far the facts are behind: who waits to be folded, and for how long the first of them does. */
export const readLag = ({ allLearners, engine }: Pick<Services, 'allLearners'> & { engine: Engine }) =>
	store.readLag(allLearners, engine);
