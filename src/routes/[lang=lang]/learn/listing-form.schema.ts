/** The plain form of the listing builder: a choice or a line of her own for each of the eight tiles. */
import { givesAway } from '#lib/assessment/index.ts';
import { practiceOf, type Lang, type Lesson } from '#lib/catalog/index.ts';
import { cleanField } from './clean-field.ts';
import { LINE, missing, type BuilderTile, type Lines } from '../../../islands/builder.ts';

const clean = (text: string | undefined) => cleanField(text, LINE);

/** Her own words go before a choice. */
export const readLines = (tiles: readonly BuilderTile[], fields: Record<string, string>): Lines =>
	Object.fromEntries(
		tiles
			.map(({ id }) => [id, clean(fields[`${id}-own`]) || clean(fields[id])] as const)
			.filter(([, line]) => line)
	);

export interface ListingVerdict {
	lines: Lines;
	/** Names of tiles without a line. */
	left: string[];
	/** A phone number or an address seems to stand in it. */
	unsafe: boolean;
}

/** The written rule of the practical, as far as it is about the text (A5). */
export const judgeLines = (tiles: readonly BuilderTile[], lines: Lines): ListingVerdict => ({
	lines,
	left: missing(tiles, lines).map(({ label }) => label),
	unsafe: Object.values(lines).some((line) => givesAway(line ?? ''))
});

export function listingPractice(
	lesson: Lesson,
	lang: Lang
): { id: string; tiles: BuilderTile[] } | undefined {
	const practice = practiceOf(lesson);
	return practice?.type === 'listing'
		? { id: practice.id, tiles: (practice.data[lang] as { tiles: BuilderTile[] }).tiles }
		: undefined;
}
