import {
	announceClosed,
	closePages,
	closeWork,
	readLog,
	within,
	type PhoneStore,
	type Tile
} from '#lib/offline/index.ts';

/** Nobody's work is open any more, here and on the server. Nothing is removed, and what waits still goes (S8). */
export async function closeTile(store: PhoneStore): Promise<void> {
	await closeWork(store);
	announceClosed();
	await within(closePages(store));
}

/** Sentences with `#` in the place of a number, and what stands between two of them. */
export type Counts = Record<'lessons' | 'answers' | 'acts' | 'and', string>;

/** What of a tile has not left this phone: lessons and answers of the one that is open, of another only how much. */
export async function unsentOf(store: PhoneStore, tile: Tile, words: Counts): Promise<string> {
	const kinds = tile.open
		? (await readLog(store)).filter(({ state }) => state === 'here').map(({ kind }) => kind)
		: [];
	const lessons = kinds.filter((kind) => kind === 'lesson.finished').length;
	const answers = kinds.filter((kind) => kind === 'question.answered').length;
	const counts = { lessons, answers, acts: tile.waiting - lessons - answers };
	return (['lessons', 'answers', 'acts'] as const)
		.filter((name) => counts[name] > 0)
		.map((name) => words[name].replace('#', String(counts[name])))
		.join(words.and);
}
