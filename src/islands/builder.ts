import type { ListingDraft } from '#lib/progress/index.ts';

/** A tile of the listing, as the lesson's yaml names it. */
export interface BuilderTile {
	id: 'what' | 'made_of' | 'size' | 'colour' | 'time' | 'price' | 'delivery' | 'return';
	label: string;
	hint: string;
	choices: string[];
}

/** The draft's name of a tile: `return` is a word of every programming language. */
export const partOf = (id: BuilderTile['id']): keyof ListingDraft => (id === 'return' ? 'returns' : id);

/** Longest line, and what a listing of eight lines may hold. */
export const LINE = 80;

export interface BuilderProps {
	/** Id of the practice. */
	practice: string;
	tiles: BuilderTile[];
	/** Where the plain form looks, and for which version of the course. */
	action: string;
	version: string;
	/** In its language; `#` stands for a number or a name. */
	words: Record<
		'own' | 'say' | 'check' | 'missing' | 'comma' | 'whole' | 'private' | 'keep' | 'isKept' | 'count',
		string
	>;
	/** On the phone: all eight are there for the first time. */
	filled?: () => void;
	/** On the phone: keeps this listing in her draft shop. */
	keep?: (draft: ListingDraft) => Promise<unknown>;
	/** On the phone: what stands in the lines so far, at every touch, and what stood there when she left. */
	typed?: (lines: Lines) => void;
	before?: () => Promise<Lines | undefined>;
}

export type Lines = Partial<Record<BuilderTile['id'], string>>;

/** Tiles without a line yet, in their order. */
export const missing = (tiles: readonly BuilderTile[], lines: Lines): BuilderTile[] =>
	tiles.filter(({ id }) => !lines[id]?.trim());

export const listingOf = (tiles: readonly BuilderTile[], lines: Lines): ListingDraft =>
	Object.fromEntries(
		tiles.map(({ id }) => [partOf(id), (lines[id] ?? '').trim()])
	) as unknown as ListingDraft;
