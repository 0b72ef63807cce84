import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../../platform/db.server.ts';
import type { WebhookEndpointRow, WebhookSecretRow } from '../../platform/schema.ts';

export type EndpointRow = Selectable<WebhookEndpointRow>;
export type SecretRow = Selectable<WebhookSecretRow>;

/** Those that news is written down for, each with the partner it belongs to; for a paused one it waits. */
export const readToldEndpoints = (db: Db): Promise<Pick<EndpointRow, 'endpoint_id' | 'partner_id'>[]> =>
	db
		.selectFrom('webhook_endpoint')
		.select(['endpoint_id', 'partner_id'])
		.where('state', '!=', 'closed')
		.orderBy('endpoint_id')
		.execute();

/** All that are not closed, the oldest first. */
export const readEndpoints = (db: Db): Promise<EndpointRow[]> =>
	db
		.selectFrom('webhook_endpoint')
		.selectAll()
		.where('state', '!=', 'closed')
		.orderBy('made_at')
		.orderBy('endpoint_id')
		.execute();

export const findEndpoint = (db: Db, id: string): Promise<EndpointRow | undefined> =>
	db.selectFrom('webhook_endpoint').selectAll().where('endpoint_id', '=', id).executeTakeFirst();

/** @returns false when this form has made it already */
export const insertEndpoint = async (db: Db, row: Insertable<WebhookEndpointRow>): Promise<boolean> =>
	(await db
		.insertInto('webhook_endpoint')
		.values(row)
		.onConflict((c) => c.column('endpoint_id').doNothing())
		.returning('endpoint_id')
		.executeTakeFirst()) !== undefined;

/** @returns false when it does not stand so any more */
export const updateEndpoint = async (
	db: Db,
	id: string,
	from: readonly EndpointRow['state'][],
	change: Updateable<WebhookEndpointRow>
): Promise<boolean> =>
	(await db
		.updateTable('webhook_endpoint')
		.set(change)
		.where('endpoint_id', '=', id)
		.where('state', 'in', from)
		.returning('endpoint_id')
		.executeTakeFirst()) !== undefined;

/** The newest first. */
export const readSecrets = (db: Db, endpointId: string): Promise<SecretRow[]> =>
	db
		.selectFrom('webhook_secret')
		.selectAll()
		.where('endpoint_id', '=', endpointId)
		.orderBy('version', 'desc')
		.execute();

/** @returns false when there is one of this version */
export const insertSecret = async (db: Db, row: Insertable<WebhookSecretRow>): Promise<boolean> =>
	(await db
		.insertInto('webhook_secret')
		.values(row)
		.onConflict((c) => c.columns(['endpoint_id', 'version']).doNothing())
		.returning('version')
		.executeTakeFirst()) !== undefined;

/** Former secrets get their end, and those whose end has come are forgotten. */
export async function retireSecrets(
	db: Db,
	endpointId: string,
	{ before, until, now }: { before: number; until: number; now: number }
): Promise<void> {
	await db
		.updateTable('webhook_secret')
		.set({ until })
		.where('endpoint_id', '=', endpointId)
		.where('version', '<', before)
		.where('until', 'is', null)
		.execute();
	await db
		.deleteFrom('webhook_secret')
		.where('endpoint_id', '=', endpointId)
		.where('until', '<=', now)
		.execute();
}

export const deleteSecrets = (db: Db, endpointId: string) =>
	db.deleteFrom('webhook_secret').where('endpoint_id', '=', endpointId).execute();
