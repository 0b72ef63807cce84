import { cleanLine, textOf } from '#lib/accounts/index.server.ts';
import { saveView, type StaffAt, type ViewOf } from '#lib/cohorts/index.server.ts';
import { isUuid } from '#lib/platform/ids.ts';
import { fail, type RequestEvent } from '@sveltejs/kit';

const LONGEST = 80;

/**
 * Saves what `Views.svelte` sends.
 * @param query what the page was asked with, read and written anew
 * @returns what its form shows where it is refused
 */
export async function keepView(
	{ locals }: RequestEvent,
	at: StaffAt,
	of: ViewOf,
	form: FormData,
	query: string
) {
	const [id, typed] = [textOf(form, 'id'), textOf(form, 'name')];
	const name = cleanLine(typed);
	if (!isUuid(id) || !name || name.length > LONGEST)
		return fail(400, { view: { fault: 'name' as const, name: typed } });
	const saved = await saveView(locals.services, at, of, { id, name, query });
	return saved.ok ? undefined : fail(400, { view: { fault: 'many' as const, name: typed } });
}
