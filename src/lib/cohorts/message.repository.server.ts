import type { Insertable } from 'kysely';
import type { Db, Tx } from '../platform/db.server.ts';
import type { MessageOpenedRow, MessageTemplateRow } from '../platform/schema.ts';

/** The organisation's own messages that are in use, by name. */
export const listTemplates = (db: Db, organisationId: string) =>
	db
		.selectFrom('message_template')
		.select(['template_id', 'name', 'ur', 'en', 'at'])
		.where('organisation_id', '=', organisationId)
		.where('archived_at', 'is', null)
		.orderBy('name')
		.execute();

/** Also one that is used no more: what was opened with it still has its words. */
export const findTemplate = (db: Db, organisationId: string, templateId: string) =>
	db
		.selectFrom('message_template')
		.select(['template_id', 'name', 'ur', 'en'])
		.where('organisation_id', '=', organisationId)
		.where('template_id', '=', templateId)
		.executeTakeFirst();

/** The id comes from the form: sent again, the same message has its newest words. */
/** @returns false when it says so already */
export const writeTemplate = async (tx: Tx, row: Insertable<MessageTemplateRow>): Promise<boolean> =>
	(await tx
		.insertInto('message_template')
		.values(row)
		.onConflict((c) =>
			c
				.columns(['organisation_id', 'template_id'])
				.doUpdateSet({ name: row.name, ur: row.ur, en: row.en, at: row.at })
				.where((eb) =>
					eb.or([
						eb('message_template.name', '!=', row.name),
						eb('message_template.ur', '!=', row.ur),
						eb('message_template.en', '!=', row.en)
					])
				)
		)
		.returning('template_id')
		.executeTakeFirst()) !== undefined;

/** @returns false when there is none on offer */
export const archiveTemplate = async (
	tx: Tx,
	organisationId: string,
	templateId: string,
	now: number
): Promise<boolean> =>
	(await tx
		.updateTable('message_template')
		.set({ archived_at: now })
		.where('organisation_id', '=', organisationId)
		.where('template_id', '=', templateId)
		.where('archived_at', 'is', null)
		.returning('template_id')
		.executeTakeFirst()) !== undefined;

/** @returns false when the same form came before */
export async function insertOpened(tx: Tx, row: MessageOpenedRow): Promise<boolean> {
	const made = await tx
		.insertInto('message_opened')
		.values(row)
		.onConflict((c) => c.columns(['learner_id', 'opened_id']).doNothing())
		.returning('opened_id')
		.executeTakeFirst();
	return made !== undefined;
}

/** What this organisation has opened for her, newest first. */
export const listOpened = (db: Db, organisationId: string, learnerId: string) =>
	db
		.selectFrom('message_opened')
		.select(['opened_id', 'cohort_id', 'template', 'way', 'at', 'by_person'])
		.where('learner_id', '=', learnerId)
		.where('organisation_id', '=', organisationId)
		.orderBy('at', 'desc')
		.limit(20)
		.execute();
