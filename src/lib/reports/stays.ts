/** In which class a learner was when (T2). */
import type { Change, History } from './history.ts';

/** A time in one class, `to` excluded. */
export interface Stay {
	organisationId: string;
	cohortId: string;
	from: number;
	/** `Infinity` while it lasts. */
	to: number;
	/** She left because she had finished: what comes of it is the class's, until she is in another one. */
	finished: boolean;
}

interface Standing {
	at: number;
	state: string;
	finished: boolean;
}

const placeOf = ({ organisationId, cohortId }: { organisationId: string; cohortId: string }) =>
	`${organisationId}/${cohortId}`;

/**
 * What she was in one class, by time. Where today's row says otherwise than her history (two records taken apart again,
 * an import undone), the row is right from its own time on.
 */
function standings(changes: readonly Change[], now: { state: string; at: number }): Standing[] {
	const told = changes.map(({ at, state, reason }) => ({
		at,
		state,
		finished: state === 'left' && reason.code === 'finished'
	}));
	if (told.at(-1)?.state === now.state) return told;
	const before = told.filter(({ at }) => at <= now.at);
	return before.at(-1)?.state === now.state ? before : [...before, { ...now, finished: false }];
}

/** Her changes in classes that count: those in which a row says that she is, was or asked to be. */
export function countedChanges({ enrolments, changes }: Pick<History, 'enrolments' | 'changes'>): Change[] {
	const counted = new Set(enrolments.map(placeOf));
	return changes.filter((change) => counted.has(placeOf(change)));
}

/** By the time of entering; of two at once by organisation and class, so that it is always the same one. */
export function staysOf({ enrolments, changes }: Pick<History, 'enrolments' | 'changes'>): Stay[] {
	const of = Map.groupBy(changes, placeOf);
	const stays: Stay[] = [];
	for (const { organisationId, cohortId, ...now } of enrolments) {
		let open: Stay | undefined;
		for (const { at, state, finished } of standings(
			of.get(placeOf({ organisationId, cohortId })) ?? [],
			now
		)) {
			if (state === 'active') {
				if (open) continue;
				open = { organisationId, cohortId, from: at, to: Infinity, finished: false };
				stays.push(open);
			} else if (open) {
				open.to = at;
				open.finished = finished;
				open = undefined;
			}
		}
	}
	return stays.sort(
		(a, b) =>
			a.from - b.from ||
			(a.organisationId < b.organisationId ? -1 : a.organisationId > b.organisationId ? 1 : 0) ||
			(a.cohortId < b.cohortId ? -1 : 1)
	);
}

/**
 * The class to which something belongs that happened at a time, of one organisation's stays: the one she was in, of several the
 * one she entered first; else the one that she finished last.
 */
export function stayAt(stays: readonly Stay[], at: number): Stay | undefined {
	let finished: Stay | undefined;
	for (const stay of stays) {
		if (stay.from > at) break;
		if (at < stay.to) return stay;
		if (stay.finished && (!finished || stay.to > finished.to)) finished = stay;
	}
	return finished;
}
