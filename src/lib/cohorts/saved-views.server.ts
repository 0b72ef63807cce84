import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export interface SavedView {
	id: string;
	name: string;
	/** As the address of the page asks for it. */
	query: string;
}

export const MOST_VIEWS = 20;

/** Of what a view is: a class's board, by the class's id, or the organisation's report. */
export type ViewOf = string;
/** In the place of a class. */
export const REPORT_VIEWS: ViewOf = '';

const mine = (at: StaffAt) => ({ organisation_id: at.organisationId, staff_id: at.staffId });
const maySee = (at: StaffAt, of: ViewOf) =>
	of === REPORT_VIEWS ? may(at, 'report.see') : may(at, 'class.see', of);

/** Views that she has saved for herself, by age. */
export async function listViews({ db }: Pick<Services, 'db'>, at: StaffAt, of: ViewOf): Promise<SavedView[]> {
	return db
		.selectFrom('saved_view')
		.select(['view_id as id', 'name', 'query'])
		.where('organisation_id', '=', at.organisationId)
		.where('staff_id', '=', at.staffId)
		.where('cohort_id', '=', of)
		.orderBy('created_at')
		.orderBy('view_id')
		.execute();
}

/** Keeps what is shown under a name; a second tap keeps nothing new. */
export async function saveView(
	{ db, clock }: Pick<Services, 'db' | 'clock'>,
	at: StaffAt,
	of: ViewOf,
	{ id, name, query }: SavedView
): Promise<Result<undefined, { tag: 'forbidden' } | { tag: 'too_many' }>> {
	if (!maySee(at, of)) return refuse({ tag: 'forbidden' });
	const views = await listViews({ db }, at, of);
	if (!views.some((v) => v.id === id) && views.length >= MOST_VIEWS) return refuse({ tag: 'too_many' });
	await db
		.insertInto('saved_view')
		.values({ ...mine(at), view_id: id, cohort_id: of, name, query, created_at: clock() })
		.onConflict((c) => c.columns(['organisation_id', 'staff_id', 'view_id']).doNothing())
		.execute();
	return ok(undefined);
}

/** Takes one of her own views away; of another's there is nothing to take. */
export async function removeView(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	of: ViewOf,
	viewId: string
): Promise<void> {
	await db
		.deleteFrom('saved_view')
		.where('organisation_id', '=', at.organisationId)
		.where('staff_id', '=', at.staffId)
		.where('cohort_id', '=', of)
		.where('view_id', '=', viewId)
		.execute();
}
