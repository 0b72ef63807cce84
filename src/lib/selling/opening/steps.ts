/** The questions that open a shop, one a screen, and the way through them. Pure. */

export const openSteps = [
	'name',
	'latin',
	'handle',
	'goods',
	'about',
	'city',
	'delivery',
	'returns',
	'hours',
	'phone',
	'pay'
] as const;
export type OpenStep = (typeof openSteps)[number];

/** Without these no shop opens; the rest may be passed over. */
const NEEDED: ReadonlySet<OpenStep> = new Set(['name', 'handle', 'goods', 'city', 'delivery', 'returns']);
/** Questions with an answer that stands already (number hidden, cash): there is nothing to pass over. */
const STANDS: ReadonlySet<OpenStep> = new Set(['phone', 'pay']);

/** The word of an address, read. */
export const isOpenStep = (text: string): text is OpenStep => (openSteps as readonly string[]).includes(text);
/** No shop opens without it. */
export const mustAnswer = (step: OpenStep): boolean => NEEDED.has(step);
/** May be left empty and passed over. */
export const maySkip = (step: OpenStep): boolean => !NEEDED.has(step) && !STANDS.has(step);

/** Where a question leads: the next one, or the look at the whole. */
export const stepAfter = (step: OpenStep): OpenStep | 'look' =>
	openSteps[openSteps.indexOf(step) + 1] ?? 'look';
/** Where "back" leads; undefined on the first. */
export const stepBefore = (step: OpenStep): OpenStep | undefined => openSteps[openSteps.indexOf(step) - 1];

/** Where she goes on, on this phone or another: the first question that she has neither answered nor passed over. */
export const whereNext = (asked: ReadonlySet<string>): OpenStep | 'look' =>
	openSteps.find((step) => !asked.has(step)) ?? 'look';
