/** A table as it was read from a file: text only, with the numbers that its rows have in the spreadsheet. */
export interface Sheet {
	rows: { number: number; cells: string[] }[];
}

export const MOST_BYTES = 2 * 1024 * 1024;
export const MOST_ROWS = 2000;
export const MOST_COLUMNS = 60;
/** Headings, titles above them, and rows that are empty count for nothing; beyond this nobody looks. */
export const LAST_ROW = 20_000;

/** Why a file cannot be read. */
export type FileRefusal = {
	tag:
		| 'no_file'
		| 'too_big'
		| 'too_many_rows'
		| 'too_many_columns'
		| 'broken'
		| 'macros'
		| 'old_excel'
		| 'unknown_kind'
		| 'empty';
};
