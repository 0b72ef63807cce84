import type { Access } from './store.ts';

/** A form as it lies on the phone. `<id> <profile>`: all that is hers is found by its id. */
export interface FormRow {
	id: string;
	profile: string;
	/** The server's word against it (an HTTP status): it waits for her, not for a signal. */
	refused?: number;
	/** Sealed: a line of JSON, then the body. */
	box: Uint8Array;
}

/** S8. Forms of a profile that the server has not taken: they are unsent work as events are. */
export const formsIn = async (t: Access, profile: string): Promise<FormRow[]> =>
	(await t.all<FormRow>('forms')).filter((row) => row.profile === profile);
