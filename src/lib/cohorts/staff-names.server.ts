import type { Db } from '../platform/db.server.ts';

/**
 * Names of an organisation's people by id, of those who have left too: who did something goes on being said. T1: who works
 * elsewhere is not named here, though the same learner is in her class as well.
 */
export async function staffNames(
	db: Db,
	organisationId: string,
	ids: Iterable<string>
): Promise<Record<string, string>> {
	const asked = [...new Set(ids)];
	if (!asked.length) return {};
	const rows = await db
		.selectFrom('staff_place as p')
		.innerJoin('staff as s', 's.staff_id', 'p.staff_id')
		.select(['s.staff_id', 's.name'])
		.where('p.organisation_id', '=', organisationId)
		.where('p.staff_id', 'in', asked)
		.execute();
	return Object.fromEntries(rows.map((row) => [row.staff_id, row.name]));
}
