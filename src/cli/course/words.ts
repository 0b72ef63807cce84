/** `1 course`, `2 courses`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** Rows below one another, each column as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
	const widths = rows.reduce<number[]>(
		(all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)),
		[]
	);
	return rows
		.map((row) =>
			row
				.map((cell, i) => cell.padEnd(widths[i]!))
				.join('  ')
				.trimEnd()
		)
		.join('\n');
}
