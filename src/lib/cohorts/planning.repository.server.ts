import type { Db, Tx } from '../platform/db.server.ts';

/** Programmes, which hold classes together, and templates, from which classes are made. */

export const listProgrammes = (db: Db, organisationId: string) =>
	db
		.selectFrom('programme')
		.select(['programme_id', 'name', 'archived_at'])
		.where('organisation_id', '=', organisationId)
		.orderBy('name')
		.execute();

export const findProgramme = (db: Db, organisationId: string, programmeId: string) =>
	db
		.selectFrom('programme')
		.select(['programme_id', 'name', 'archived_at'])
		.where('organisation_id', '=', organisationId)
		.where('programme_id', '=', programmeId)
		.executeTakeFirst();

/** @returns false when it is there already */
export const insertProgramme = async (
	tx: Tx,
	row: { organisation_id: string; programme_id: string; name: string; created_at: number }
): Promise<boolean> =>
	(await tx
		.insertInto('programme')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'programme_id']).doNothing())
		.returning('programme_id')
		.executeTakeFirst()) !== undefined;

/** @returns false when there is no such programme here */
export const updateProgramme = async (
	tx: Tx,
	organisationId: string,
	programmeId: string,
	to: { name?: string; archived_at?: number | null }
): Promise<boolean> =>
	(await tx
		.updateTable('programme')
		.set(to)
		.where('organisation_id', '=', organisationId)
		.where('programme_id', '=', programmeId)
		.returning('programme_id')
		.executeTakeFirst()) !== undefined;

export const listTemplateRows = (db: Db, organisationId: string) =>
	db
		.selectFrom('cohort_template')
		.select(['template_id', 'name', 'plan', 'archived_at'])
		.where('organisation_id', '=', organisationId)
		.orderBy('name')
		.execute();

/** @returns false when it is there already */
export const insertTemplate = async (
	tx: Tx,
	row: { organisation_id: string; template_id: string; name: string; plan: string; created_at: number }
): Promise<boolean> =>
	(await tx
		.insertInto('cohort_template')
		.values(row)
		.onConflict((c) => c.columns(['organisation_id', 'template_id']).doNothing())
		.returning('template_id')
		.executeTakeFirst()) !== undefined;

/** @returns false when there is no such template here */
export const updateTemplate = async (
	tx: Tx,
	organisationId: string,
	templateId: string,
	to: { archived_at: number | null }
): Promise<boolean> =>
	(await tx
		.updateTable('cohort_template')
		.set(to)
		.where('organisation_id', '=', organisationId)
		.where('template_id', '=', templateId)
		.returning('template_id')
		.executeTakeFirst()) !== undefined;
