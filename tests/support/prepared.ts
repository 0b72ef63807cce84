/**
 * Installations made once for all browser tests: one whose courses are published, where nobody has been, and one with the
 * demo's people. A server that starts on a copy is ready in a third of the time.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from './postgres-database.ts';

export type Prepared = 'published' | 'demo';

/** Where the folders of this run lie; workers of a test runner inherit it. */
export const PREPARED = 'QADAM_PREPARED_DATA';
/** Where their data was moved to, when the run is on PostgreSQL: the server, with a database for each by its name. */
export const PREPARED_POSTGRES = 'QADAM_PREPARED_POSTGRES';

/** What a copy is reached by, besides its folder. */
export interface CopyEnv {
	DATABASE_URL?: string;
}

const folderOf = (which: Prepared): string | undefined => {
	const home = process.env[PREPARED];
	return home !== undefined && existsSync(join(home, which)) ? join(home, which) : undefined;
};

/** @returns nothing where none was there to be copied */
export async function copyPrepared(which: Prepared, into: string): Promise<CopyEnv | undefined> {
	const from = folderOf(which);
	if (from === undefined) return undefined;
	cpSync(from, into, { recursive: true });
	const postgres = process.env[PREPARED_POSTGRES];
	return postgres ? { DATABASE_URL: await createDatabase(postgres, { template: which }) } : {};
}

/** Fills a data folder with the demo's people, by its command. @param env of it besides */
export const fillWithDemo = (DATA_DIR: string, env: Record<string, string> = {}): void =>
	void execFileSync(process.execPath, ['src/cli/demo.ts', '--only-data'], {
		env: { ...process.env, ...env, DATA_DIR, QADAM_DEMO: '1' },
		stdio: 'pipe'
	});
