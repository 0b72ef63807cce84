import type { ReadItem } from '#lib/assessment/index.server.ts';
import type { ItemFlag } from '#lib/assessment/index.ts';
import type { Course, Lang } from '#lib/catalog/index.ts';

/** A line of the table. */
export interface ItemRow {
	id: string;
	/** 1 … n; 0 where the lesson is none of the course's. */
	lesson: number;
	level: 'easy' | 'middle' | 'hard';
	stem: string;
	/** What is right, in words. */
	key: string;
	tries: number;
	/** Shares, 0–1; nothing where too few have tried. */
	right: number | null;
	separates: number | null;
	/** The wrong answers, the most chosen first. `''` is no answer, `*` any other number or order. */
	wrong: { answer: string; share: number }[];
	flags: ItemFlag[];
}

export const SORTS = ['flags', 'item', 'tries', 'right', 'separates'] as const;
export interface Sort {
	by: (typeof SORTS)[number];
	down: boolean;
}

/** What is to be looked at stands above, unless another order is asked for. */
export function sortOf(query: URLSearchParams): Sort {
	const by = SORTS.find((s) => s === query.get('sort')) ?? 'flags';
	return { by, down: query.get('down') === null ? by === 'flags' : query.get('down') === '1' };
}

export function itemRow(course: Course, { item, figures }: ReadItem, lang: Lang): ItemRow {
	const words = (letter: string) => item.options.find((o) => o.letter === letter)?.text[lang];
	const answer = (choice: string) =>
		item.type === 'sort' && choice !== '*'
			? [...choice].map((letter) => words(letter) ?? letter).join(' · ')
			: (words(choice) ?? choice);
	return {
		id: item.id,
		lesson: course.lessons.find((l) => l.id === item.lesson)?.number ?? 0,
		level: item.level,
		stem: item.stem[lang],
		key: answer(item.key[0] ?? ''),
		tries: figures.tries,
		right: figures.right ?? null,
		separates: figures.separates ?? null,
		wrong: Object.entries(figures.wrong)
			.map(([choice, share]) => ({ answer: answer(choice), share }))
			.filter(({ answer: a, share }) => share > 0 || (a !== '' && a !== '*'))
			.sort((a, b) => b.share - a.share),
		flags: figures.flags
	};
}

/** Items without a number come last, whichever way; what is equal keeps the order of the bank. */
export function sortRows(rows: readonly ItemRow[], { by, down }: Sort): ItemRow[] {
	const value = (row: ItemRow): number | null =>
		by === 'flags' ? (row.right === null ? null : row.flags.length) : by === 'item' ? null : row[by];
	if (by === 'item') return down ? rows.toReversed() : [...rows];
	return rows.toSorted((a, b) => {
		const [x, y] = [value(a), value(b)];
		if (x === null || y === null) return Number(x === null) - Number(y === null);
		return down ? y - x : x - y;
	});
}
