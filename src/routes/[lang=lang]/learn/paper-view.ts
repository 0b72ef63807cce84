/** A part of a sentence: words, or the field whose value stands there. */
export type Place = { words: string } | { field: string };

/** A sentence that is read back, `Helpline {helpline}: have it blocked`, in its parts. */
export const places = (line: string): Place[] =>
	line
		.split(/\{([a-z][a-z0-9_]*)\}/)
		.map((part, i): Place => (i % 2 ? { field: part } : { words: part }))
		.filter((part) => !('words' in part) || part.words);
