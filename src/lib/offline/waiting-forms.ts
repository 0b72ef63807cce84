import type { FormRow } from './forms.ts';
import type { Access } from './store.ts';

/** S8. Forms of a profile that the server has not taken: they are unsent work as events are. */
export const waitingForms = async (t: Access, profile: string): Promise<number> =>
	(await t.all<FormRow>('forms')).filter((row) => row.profile === profile).length;
