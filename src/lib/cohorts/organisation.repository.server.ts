import type { Insertable } from 'kysely';
import type { Db, Tx } from '../platform/db.server.ts';
import type { OrganisationFileRow } from '../platform/schema.ts';

/** Takes the organisation's row until the commit: who changes it at once comes one after the other. */
export const lockOrganisation = (tx: Tx, organisationId: string) =>
	tx
		.updateTable('organisation')
		.set((eb) => ({ details: eb.ref('details') }))
		.where('organisation_id', '=', organisationId)
		.returning(['name', 'zone', 'details'])
		.executeTakeFirstOrThrow();

export const updateOrganisation = (
	tx: Tx,
	organisationId: string,
	change: { name?: string; zone?: string; details?: string }
) => tx.updateTable('organisation').set(change).where('organisation_id', '=', organisationId).execute();

/** @returns false when it is there already */
export async function insertFile(tx: Tx, row: Insertable<OrganisationFileRow>): Promise<boolean> {
	const made = await tx
		.insertInto('organisation_file')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'file_id']).doNothing())
		.returning('file_id')
		.executeTakeFirst();
	return made !== undefined;
}

export const findFile = (db: Db, organisationId: string, fileId: string) =>
	db
		.selectFrom('organisation_file')
		.select(['kind', 'type', 'bytes'])
		.where('organisation_id', '=', organisationId)
		.where('file_id', '=', fileId)
		.executeTakeFirst();

export const deleteFile = (tx: Tx, organisationId: string, fileId: string) =>
	tx
		.deleteFrom('organisation_file')
		.where('organisation_id', '=', organisationId)
		.where('file_id', '=', fileId)
		.execute();
