// eslint-disable-next-line no-control-regex -- what a text field never holds, and PostgreSQL cannot store
const CONTROL = /[\u0000-\u001F\u007F]+/g;

/** A line that came by a plain form: one line, of at most so many characters. */
export const cleanField = (text: string | null | undefined, most: number): string =>
	(text ?? '').replace(CONTROL, ' ').trim().slice(0, most);
