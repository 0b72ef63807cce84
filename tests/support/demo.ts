import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type TestServer } from './server.ts';

export interface Logins {
	staff: { role: string; email: string; password: string }[];
	learners: {
		role: string;
		plan: string;
		name: string;
		code: string;
		secret: string;
		badge?: string;
		shop?: string;
	}[];
}

/** A server on the demo's data, made anew for this test. @param env of the server besides */
export async function startDemo(
	env: Record<string, string> = {}
): Promise<{ server: TestServer; logins: Logins }> {
	const DATA_DIR = mkdtempSync(join(tmpdir(), 'qadam-demo-'));
	execFileSync(process.execPath, ['src/cli/demo.ts', '--only-data'], {
		env: { ...process.env, DATA_DIR, QADAM_DEMO: '1' },
		stdio: 'pipe'
	});
	const logins = JSON.parse(readFileSync(join(DATA_DIR, 'logins.json'), 'utf8')) as Logins;
	return { server: await startServer({ ...env, DATA_DIR }), logins };
}

export const pathOf = (address: string | undefined): string => new URL(address!).pathname;
