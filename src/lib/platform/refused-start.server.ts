import { resolve } from 'node:path';

/**
 * Why an installation may not be opened as it stands, in a sentence for the person at the terminal. Known by its name: the
 * server's entry and what it serves are built apart, and each has a class of its own.
 */
export class RefusedStart extends Error {
	override readonly name = 'RefusedStart';
}

export const isRefusedStart = (error: unknown): error is RefusedStart =>
	error instanceof Error && error.name === 'RefusedStart';

/** SQLite's file holds something else than was written, where it was looked at. */
export const isDamaged = (error: unknown): boolean =>
	/^SQLITE_(?:CORRUPT|NOTADB)/.test((error as { code?: string } | undefined)?.code ?? '');

/** What SQLite says of a damaged file, as a sentence with what to do; anything else as it is. */
export const explainDamage = (error: unknown, file: string): unknown =>
	isDamaged(error)
		? new RefusedStart(
				`The database ${resolve(file)} is damaged (${(error as Error).message}). Stop the server and put the newest backup back: phones bring what came after it (docs/operations.md, "What to do when").`,
				{ cause: error }
			)
		: error;
