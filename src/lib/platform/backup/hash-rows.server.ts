import { createHash } from 'node:crypto';

/** As either engine gives it: whole numbers of SQLite as bigint, of PostgreSQL as text. */
export type Value = null | string | number | bigint | Uint8Array;

/** What was told of a table's rows, one after another. */
export interface RowHash {
	add(row: readonly Value[]): void;
	rows(): number;
	/** SHA-256 in hex; nothing can be added after it. */
	digest(): string;
}

/**
 * One hash over all rows of a table, the same on both engines when both hold the same rows and give them in the same order.
 * Each value says first what it is and how long, so that no two rows sound alike.
 */
export function hashRows(): RowHash {
	const hash = createHash('sha256');
	let rows = 0;
	return {
		add(row) {
			rows++;
			hash.update(`r${row.length};`);
			for (const value of row)
				if (value === null) hash.update('n;');
				else if (value instanceof Uint8Array) hash.update(`b${value.byteLength};`).update(value);
				else {
					const text = Buffer.from(String(value), 'utf8');
					hash.update(`t${text.byteLength};`).update(text);
				}
		},
		rows: () => rows,
		digest: () => hash.digest('hex')
	};
}
