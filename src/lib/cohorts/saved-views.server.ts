import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export interface SavedView {
	id: string;
	name: string;
	/** As an address of the board asks for it (`writeBoardQuery`). */
	query: string;
}

export const MOST_VIEWS = 20;

const mine = (at: StaffAt) => ({ organisation_id: at.organisationId, staff_id: at.staffId });

/** Views of a class that she has saved for herself, by age. */
export async function listViews(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	cohortId: string
): Promise<SavedView[]> {
	return db
		.selectFrom('saved_view')
		.select(['view_id as id', 'name', 'query'])
		.where('organisation_id', '=', at.organisationId)
		.where('staff_id', '=', at.staffId)
		.where('cohort_id', '=', cohortId)
		.orderBy('created_at')
		.orderBy('view_id')
		.execute();
}

/** Keeps what the board shows under a name; a second tap keeps nothing new. */
export async function saveView(
	{ db, clock }: Pick<Services, 'db' | 'clock'>,
	at: StaffAt,
	cohortId: string,
	{ id, name, query }: SavedView
): Promise<Result<undefined, { tag: 'forbidden' } | { tag: 'too_many' }>> {
	if (!may(at, 'class.see', cohortId)) return refuse({ tag: 'forbidden' });
	const views = await listViews({ db }, at, cohortId);
	if (!views.some((v) => v.id === id) && views.length >= MOST_VIEWS) return refuse({ tag: 'too_many' });
	await db
		.insertInto('saved_view')
		.values({ ...mine(at), view_id: id, cohort_id: cohortId, name, query, created_at: clock() })
		.onConflict((c) => c.columns(['organisation_id', 'staff_id', 'view_id']).doNothing())
		.execute();
	return ok(undefined);
}

/** Takes one of her own views away; of another's there is nothing to take. */
export async function removeView(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	cohortId: string,
	viewId: string
): Promise<void> {
	await db
		.deleteFrom('saved_view')
		.where('organisation_id', '=', at.organisationId)
		.where('staff_id', '=', at.staffId)
		.where('cohort_id', '=', cohortId)
		.where('view_id', '=', viewId)
		.execute();
}
