/** Two quarters or two groups beside each other, of what is published and of nothing else. Pure. */
import {
	ALL,
	orderedKeys,
	rowAt,
	type Edition,
	type Shown,
	type ShownRow,
	type ShownTable,
	type ShownTableName
} from './edition.ts';
import { indicatorOf, type Indicator } from './indicators.ts';
import { compare, compareMeans, type Comparison } from './protection/derive.ts';
import { numberOf, shareOf, whoToShow, type Who } from './report.ts';
import { baseKey, splitKey } from './tally.ts';

/** Of whom a side is: a row of a table; `all` has one. */
export interface Group {
	table: ShownTableName;
	row: string;
}

export const EVERYBODY: Group = { table: 'all', row: ALL };

export interface Side extends Group {
	edition: Edition;
	/** Its table of that edition. */
	shown: ShownTable;
}

export interface ComparedNumber {
	/** Null: hidden; undefined: nothing was counted there. */
	people: number | null | undefined;
	mean?: Shown['mean'];
	/** Percent; null: withheld; undefined: no share. */
	share?: number | null;
}

export interface ComparedLine {
	key: string;
	level: Indicator['level'];
	/** What is compared is the mean; `people` are those that it is of. */
	mean: boolean;
	left: ComparedNumber;
	right: ComparedNumber;
	/** From left to right; null: not known. */
	change: Comparison | null;
}

const rowOf = ({ shown, row }: Side, key: string): ShownRow | undefined => rowAt(shown, key, row);

function numberAt(side: Side, key: string, who: Who): ComparedNumber {
	const shown = numberOf(rowOf(side, key), who);
	const base = baseKey(key);
	return {
		people: shown?.people,
		...(shown?.mean !== undefined && { mean: shown.mean }),
		...(base !== undefined && { share: shareOf(shown?.people, numberOf(rowOf(side, base), who)?.people) })
	};
}

/** Numbers that both sides could have, in the order of a report. Weeks belong to one quarter and are left out. */
export function makeComparison(
	left: Side,
	right: Side,
	asked: Who | undefined
): { who: Who; lines: ComparedLine[] } {
	// Where one side shows no totals, they stand beside nothing.
	const usual = [left, right].map(({ shown, row }) => whoToShow(shown, row));
	const who = asked ?? usual.find((one) => one !== 'everybody') ?? 'everybody';
	const keys = [left, right].flatMap((side) =>
		Object.keys(side.shown).filter((key) => rowOf(side, key) !== undefined)
	);
	const lines = orderedKeys([...new Set(keys)]).flatMap((key): ComparedLine[] => {
		const definition = indicatorOf(splitKey(key).indicator);
		if (!definition || definition.parts === 'week') return [];
		const [a, b] = [numberAt(left, key, who), numberAt(right, key, who)];
		if (a.people === undefined && b.people === undefined) return [];
		const mean = definition.kind === 'mean';
		const change = mean ? compareMeans(b.mean, a.mean) : compare(b.people ?? null, a.people ?? null);
		return [{ key, level: definition.level, mean, left: a, right: b, change }];
	});
	return { who, lines };
}
