/** What the rounding of a cell is keyed to: organisation/period/indicator/part/table/row/gender, each escaped. */
export const cellName = (...parts: readonly string[]): string => parts.map(encodeURIComponent).join('/');
