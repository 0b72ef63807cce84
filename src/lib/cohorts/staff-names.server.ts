import type { Db } from '../platform/db.server.ts';

/** Names of people of staff by id, of those who have left too: who did something goes on being said. */
export async function staffNames(db: Db, ids: Iterable<string>): Promise<Record<string, string>> {
	const asked = [...new Set(ids)];
	if (!asked.length) return {};
	const rows = await db
		.selectFrom('staff')
		.select(['staff_id', 'name'])
		.where('staff_id', 'in', asked)
		.execute();
	return Object.fromEntries(rows.map((row) => [row.staff_id, row.name]));
}
