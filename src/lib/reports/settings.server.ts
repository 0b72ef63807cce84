import { readOrganisationDetails } from '#lib/cohorts/index.ts';
import type { Db } from '../platform/db.server.ts';

/** M5. From how many persons on an organisation's reports show a number. */
export async function readThreshold(db: Db, organisationId: string): Promise<number> {
	const row = await db
		.selectFrom('organisation')
		.select('details')
		.where('organisation_id', '=', organisationId)
		.executeTakeFirst();
	return readOrganisationDetails(row?.details ?? '').reportThreshold;
}
