/**
 * Data folders made once for all browser tests: an installation whose courses are published, where nobody has been, and one
 * with the demo's people. A server that starts on a copy is ready in a third of the time.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

export type Prepared = 'published' | 'demo';

/** Where the folders of this run lie; workers of a test runner inherit it. */
export const PREPARED = 'QADAM_PREPARED_DATA';

const folderOf = (which: Prepared): string | undefined => {
	const home = process.env[PREPARED];
	return home !== undefined && existsSync(join(home, which)) ? join(home, which) : undefined;
};

/** @returns whether one was there to be copied */
export function copyPrepared(which: Prepared, into: string): boolean {
	const from = folderOf(which);
	if (from !== undefined) cpSync(from, into, { recursive: true });
	return from !== undefined;
}

/** Fills a data folder with the demo's people, by its command. @param env of it besides */
export const fillWithDemo = (DATA_DIR: string, env: Record<string, string> = {}): void =>
	void execFileSync(process.execPath, ['src/cli/demo.ts', '--only-data'], {
		env: { ...process.env, ...env, DATA_DIR, QADAM_DEMO: '1' },
		stdio: 'pipe'
	});
