import { priceParts, type ListingDraft, type PriceDraft } from '../progress/index.ts';

/** The five lines of the rubric that a machine can read (A5): all eight parts, above cost, nothing private. */
export interface PracticalMarks {
	complete: boolean;
	above_cost: boolean;
	safe: boolean;
}

const PARTS: readonly (keyof ListingDraft)[] = [
	'what',
	'made_of',
	'size',
	'colour',
	'time',
	'price',
	'delivery',
	'returns'
];

/** Stands in a practical's `marked_by` where no trainer has marked it. */
export const BY_RULE = 'rule';

/** Whether enough lines of the course's rubric are met. Lines that the rubric does not have count for nothing. */
export const passesRubric = (
	{ rubric, pass }: { rubric: readonly { id: string }[]; pass: number },
	marks: Readonly<Record<string, boolean>>
): boolean => rubric.filter(({ id }) => Object.hasOwn(marks, id) && marks[id]).length >= pass;

/** Seven digits in a row, however spaced, are a phone or an identity number; a price or a size is shorter. */
const NUMBER = /(?:[0-9۰-۹٠-٩][\s-]?){7,}/;
const ADDRESS =
	/(?<!\p{L})(?:گلی|مکان|محلہ|محلے|کوٹھی|house|street|st\.?|gali|makan|mohalla)(?!\p{L})[^\n]{0,20}[0-9۰-۹٠-٩]/iu;
const HANDLE = /@\w|https?:|www\.|wa\.me/i;

/** Whether a text gives away a phone, an address or an account. */
export const givesAway = (text: string): boolean =>
	NUMBER.test(text) || ADDRESS.test(text) || HANDLE.test(text);

/**
 * A5. The written rule that marks the listing where no trainer does: all eight parts there, the price above its cost,
 * no phone, face or address in the text.
 */
export function markPractical(listing: ListingDraft, price: PriceDraft): PracticalMarks {
	const texts = PARTS.map((part) => (listing[part] ?? '').trim());
	return {
		complete: texts.every((text) => text.length > 0),
		above_cost: priceParts(price).left > 0,
		safe: !texts.some(givesAway)
	};
}

export const passesPractical = (marks: PracticalMarks): boolean =>
	marks.complete && marks.above_cost && marks.safe;
