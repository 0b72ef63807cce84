import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyPrepared, fillWithDemo } from './prepared.ts';
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

/**
 * A server on the demo's data, made anew for this test.
 * @param env of the server besides
 * @param before what is done in its folder first
 */
export async function startDemo(
	env: Record<string, string> = {},
	before: (dataDir: string) => void = () => {}
): Promise<{ server: TestServer; logins: Logins }> {
	const DATA_DIR = mkdtempSync(join(tmpdir(), 'qadam-demo-'));
	const copied = await copyPrepared('demo', DATA_DIR);
	if (!copied) fillWithDemo(DATA_DIR);
	const logins = JSON.parse(readFileSync(join(DATA_DIR, 'logins.json'), 'utf8')) as Logins;
	before(DATA_DIR);
	return { server: await startServer({ ...env, ...copied, DATA_DIR }), logins };
}

export const pathOf = (address: string | undefined): string => new URL(address!).pathname;
