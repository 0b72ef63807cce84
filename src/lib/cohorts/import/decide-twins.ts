import { fold } from './fold.ts';
import type { ImportRow } from './read-row.server.ts';

/** Somebody who is in a class of the organisation that the importing person may see. */
export interface Known {
	id: string;
	name: string;
	phone?: string;
	/** Names of those classes. */
	classes: string[];
	/** What she is in the class of the import. */
	here?: string;
}

/** Why a row may be somebody who is there already. */
export interface Twin {
	/** `id`: an export of ours says so. */
	by: 'id' | 'both' | 'phone' | 'name';
	people: Known[];
	/** An earlier row of the same file. */
	row?: number;
}

/** `new`, `skip`, or the id of who she is. */
export type Decision = string;

const MOST_SHOWN = 5;

/**
 * T3. Who may be the same woman: by phone, by name, and twice in the file. Only a person decides; a phone belongs to a
 * family as often as to one woman (K2), and names repeat. @returns by row number
 */
export function findTwins(rows: readonly ImportRow[], known: readonly Known[]): Map<number, Twin> {
	const ids = new Map(known.map((k) => [k.id, k]));
	const byPhone = group(known, (k) => k.phone);
	const byName = group(known, (k) => fold(k.name));
	const seenPhone = new Map<string, number>();
	const seenName = new Map<string, number>();
	const twins = new Map<number, Twin>();
	for (const row of rows) {
		const name = fold(row.name);
		const own = row.id === undefined ? undefined : ids.get(row.id);
		const phones = (row.phone && byPhone.get(row.phone)) || [];
		const names = byName.get(name) ?? [];
		const both = phones.filter((k) => fold(k.name) === name);
		const [phoneRow, nameRow] = [row.phone && seenPhone.get(row.phone), seenName.get(name)];
		const rowBoth = phoneRow !== undefined && phoneRow === nameRow;
		const people = own ? [own] : [...new Set([...both, ...phones, ...names])].slice(0, MOST_SHOWN);
		const before = phoneRow || nameRow;
		if (people.length || before)
			twins.set(row.number, {
				by: own ? 'id' : both.length || rowBoth ? 'both' : phones.length || phoneRow ? 'phone' : 'name',
				people,
				...(before && !own && { row: before })
			});
		if (row.phone && !seenPhone.has(row.phone)) seenPhone.set(row.phone, row.number);
		if (!seenName.has(name)) seenName.set(name, row.number);
	}
	return twins;
}

/** What is likely, where it is very likely; everything else stays open until somebody says. */
export function suggest(twin: Twin): Decision | undefined {
	if (twin.by === 'id') return twin.people[0]!.id;
	if (twin.by !== 'both') return undefined;
	return twin.people.length ? twin.people[0]!.id : 'skip';
}

export const isOffered = (twin: Twin, decision: Decision): boolean =>
	decision === 'new' || decision === 'skip' || twin.people.some((k) => k.id === decision);

function group(known: readonly Known[], of: (k: Known) => string | undefined): Map<string, Known[]> {
	const groups = new Map<string, Known[]>();
	for (const one of known) {
		const key = of(one);
		if (key) groups.set(key, [...(groups.get(key) ?? []), one]);
	}
	return groups;
}
