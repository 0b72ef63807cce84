import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { APPLICATION } from '../db.server.ts';
import { tables } from '../tables.ts';
import type { Snapshot } from './sqlite.server.ts';

/** What a person at the terminal can act on. */
export class PostgresTool extends Error {}

/** Runs a tool of PostgreSQL's own. The password travels in the environment: arguments can be read by everybody. */
function run(tool: 'pg_dump' | 'pg_restore' | 'psql', url: string | undefined, args: string[]): string {
	const env: NodeJS.ProcessEnv = { ...process.env, PGAPPNAME: tool };
	let target: string[] = [];
	if (url) {
		const address = new URL(url);
		if (address.password) env.PGPASSWORD = decodeURIComponent(address.password);
		address.password = '';
		target = ['--dbname', address.href];
	}
	const { status, stdout, stderr, error } = spawnSync(tool, [...target, ...args], {
		env,
		encoding: 'utf8',
		maxBuffer: 256 * 1024 * 1024
	});
	if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
		throw new PostgresTool(
			`${tool} is not installed here. Install PostgreSQL's client (Debian: apt-get install postgresql-client), as new as the server or newer.`
		);
	if (error) throw error;
	if (status !== 0) throw new PostgresTool(`${tool} ended with ${status}: ${stderr.trim()}`);
	return stdout;
}

/** One connection of its own, which is not taken for a server's. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
	const { default: pg } = await import('pg');
	const client = new pg.Client({ connectionString: url, application_name: `${APPLICATION}-backup` });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

const schemaOf = async (client: Client): Promise<string> => {
	const { rows } = await client.query<{ schema: string }>('select current_schema() as schema');
	return rows[0]!.schema;
};

/** Dumps our schema; counts and dump see one and the same state, while others write. */
export const dumpPostgres = (url: string, to: string): Promise<Snapshot> =>
	connected(url, async (client) => {
		await client.query('begin isolation level repeatable read read only');
		const column = async (sql: string): Promise<string[]> =>
			(await client.query<{ x: string }>(sql)).rows.map((row) => row.x);
		const snapshot: Snapshot = {
			epoch: (await column("select value as x from setting where name = 'epoch'"))[0] ?? '',
			migrations: await column('select name as x from kysely_migration order by name'),
			rows: {}
		};
		for (const table of tables.keys())
			snapshot.rows[table] = Number((await column(`select count(*) as x from ${table}`))[0]);
		const [exported] = await column('select pg_export_snapshot() as x');
		run('pg_dump', url, [
			...['--format=custom', `--snapshot=${exported!}`, `--schema=${await schemaOf(client)}`],
			...['--no-owner', '--no-privileges', '--file', to]
		]);
		await client.query('commit');
		return snapshot;
	});

/** @returns how many connections of ours there are besides this one */
export const countServers = (url: string): Promise<number> =>
	connected(url, async (client) => {
		const { rows } = await client.query<{ n: string }>(
			'select count(*) as n from pg_stat_activity where datname = current_database() and application_name = $1',
			[APPLICATION]
		);
		return Number(rows[0]!.n);
	});

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

export interface PutBack {
	dump: string;
	/** A folder for what is written on the way. */
	scratch: string;
	/** Name for the schema that stood there; it stays in the database. */
	aside: string;
	epoch: string;
}

/** Puts the stored schema in the place of today's, which is renamed, in one transaction: all of it or nothing. */
export const putBackPostgres = (url: string, { dump, scratch, aside, epoch }: PutBack): Promise<void> =>
	connected(url, async (client) => {
		const schema = quoted(await schemaOf(client));
		const [list, script] = [join(scratch, 'contents'), join(scratch, 'restore.sql')];
		// The schema itself is made here, whatever rights the old one had.
		const contents = run('pg_restore', undefined, ['--list', dump]).split('\n');
		writeFileSync(
			list,
			contents.filter((line) => !/^\d+; \d+ \d+ (?:SCHEMA|COMMENT - SCHEMA) /.test(line)).join('\n')
		);
		run('pg_restore', undefined, [
			...['--use-list', list, '--no-owner', '--no-privileges', '--file', script],
			dump
		]);
		run('psql', url, [
			...['--no-psqlrc', '--quiet', '--single-transaction', '--set', 'ON_ERROR_STOP=1'],
			...['--command', `alter schema ${schema} rename to ${quoted(aside)}`],
			...['--command', `create schema ${schema}`],
			...['--file', script],
			...['--command', `update ${schema}.setting set value = '${epoch}' where name = 'epoch'`]
		]);
	});
