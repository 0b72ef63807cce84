/** Databases of a PostgreSQL server that tests make and throw away. */
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { openPostgres } from '../../src/lib/platform/db.server.ts';

/** @param server address of any database there */
export function addressOf(server: string, database: string): string {
	const url = new URL(server);
	url.pathname = `/${database}`;
	return url.href;
}

/**
 * @param name default: one that nobody has
 * @param template a database that it is a copy of; nobody may be connected to it
 * @returns its address
 */
export async function createDatabase(
	server: string,
	{ name = `qadam_test_${randomUUID().replaceAll('-', '')}`, template = 'template1' } = {}
): Promise<string> {
	const admin = await openPostgres(server);
	try {
		await sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(admin.db);
	} finally {
		await admin.close();
	}
	return addressOf(server, name);
}
