/** R6. What a spreadsheet would run, or take for a command, when a cell begins with it. */
const RUNS = /^'*[=+\-@\t\r]/;

/** R6. Text that no spreadsheet runs: an apostrophe stands before it, and {@link plainCell} takes it off again. */
export const safeCell = (text: string): string => (RUNS.test(text) ? `'${text}` : text);

/** A cell as it was meant: the apostrophe that shields it is no part of it. */
export const plainCell = (text: string): string =>
	text.startsWith("'") && RUNS.test(text) ? text.slice(1) : text;

/** The longest text of a cell that is looked at. */
export const LONGEST_CELL = 500;

/** A cell of any kind as text: whole numbers without exponent, days as 2026-11-25. */
export function cellText(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
	if (typeof value === 'number')
		return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
	return String(value).slice(0, LONGEST_CELL);
}
