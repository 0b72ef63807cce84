/**
 * Why an installation may not be opened as it stands, in a sentence for the person at the terminal. Known by its name: the
 * server's entry and what it serves are built apart, and each has a class of its own.
 */
export class RefusedStart extends Error {
	override readonly name = 'RefusedStart';
}

export const isRefusedStart = (error: unknown): error is RefusedStart =>
	error instanceof Error && error.name === 'RefusedStart';
