import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { createDatabase } from '../support/postgres-database.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { fillWithDemo, PREPARED, PREPARED_POSTGRES, type Prepared } from '../support/prepared.ts';
import { startServer } from '../support/server.ts';

/** The browser tests run against what users get: the built server, on copies of data that is made once. */
export default async function setup(): Promise<() => void> {
	buildIfNeeded();
	const home = mkdtempSync(join(tmpdir(), 'qadam-prepared-'));
	// A hundred servers are started: what one has compiled, the next one reads.
	process.env.NODE_COMPILE_CACHE = join(home, 'compiled');
	const publish = async (which: Prepared) => {
		// As `npm start` does it: the build is there already.
		const server = await startServer({ DATA_DIR: join(home, which) }, undefined, {
			entry: 'src/cli/start.ts'
		});
		await server.stop();
		// What still stands in the log goes into the database: one file to copy.
		const database = new Database(join(home, which, 'qadam.sqlite'));
		database.pragma('wal_checkpoint(TRUNCATE)');
		database.close();
	};
	await publish('published');
	fillWithDemo(join(home, 'demo'));
	await publish('demo');
	const postgres = process.env.QADAM_E2E_ENGINE === 'postgres' ? await moveAll(home) : undefined;
	process.env[PREPARED] = home;
	return () => {
		postgres?.remove();
		rmSync(home, { recursive: true, force: true });
	};
}

/** `npm run test:e2e:postgres`: what was made is moved by the operator's command, and every test lives on copies of that. */
async function moveAll(home: string): Promise<PostgresServer> {
	const postgres = startPostgres();
	for (const which of ['published', 'demo'] as const) {
		const DATABASE_URL = await createDatabase(postgres.url, { name: which });
		execFileSync('npm', ['run', '-s', 'move-to-postgres'], {
			env: { ...process.env, DATA_DIR: join(home, which), DATABASE_URL },
			stdio: 'inherit'
		});
		// The file that was put aside is no part of an installation's copies.
		const asides = readdirSync(join(home, which)).filter((name) => name.startsWith('before-move-'));
		for (const aside of asides) rmSync(join(home, which, aside), { recursive: true });
	}
	process.env[PREPARED_POSTGRES] = postgres.url;
	return postgres;
}
