import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { fillWithDemo, PREPARED, type Prepared } from '../support/prepared.ts';
import { startServer } from '../support/server.ts';

/** The browser tests run against what users get: the built server, on copies of data that is made once. */
export default async function setup(): Promise<() => void> {
	buildIfNeeded();
	const home = mkdtempSync(join(tmpdir(), 'qadam-prepared-'));
	// A hundred servers are started: what one has compiled, the next one reads.
	process.env.NODE_COMPILE_CACHE = join(home, 'compiled');
	const publish = async (which: Prepared) => {
		// As `npm start` does it: the build is there already.
		const server = await startServer({ DATA_DIR: join(home, which) }, undefined, 'src/cli/start.ts');
		await server.stop();
		// What still stands in the log goes into the database: one file to copy.
		const database = new Database(join(home, which, 'qadam.sqlite'));
		database.pragma('wal_checkpoint(TRUNCATE)');
		database.close();
	};
	await publish('published');
	fillWithDemo(join(home, 'demo'));
	await publish('demo');
	process.env[PREPARED] = home;
	return () => rmSync(home, { recursive: true, force: true });
}
