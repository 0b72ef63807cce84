/** What a use case answers when a user can cause the refusal. Bugs are thrown; refusals are values, handled exhaustively. */
export type Result<T, R extends Refusal> = { ok: true; value: T } | { ok: false; refusal: R };

/** A refusal has a tag from the field's words, and the data a message needs. */
export interface Refusal {
	tag: string;
}

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const refuse = <R extends Refusal>(refusal: R): { ok: false; refusal: R } => ({
	ok: false,
	refusal
});

/** For the default branch of an exhaustive switch: the compiler refuses a forgotten case. */
export function never(value: never): never {
	throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
