/**
 * Set up before the contract tests, unless it was before: where Debian's PostgreSQL is installed, they run on it and on SQLite;
 * else PGlite stands in.
 */
import { PostgresMissing, startPostgres } from './postgres-server.ts';

/** The address of the server that this run started. */
export const OWN_POSTGRES = 'QADAM_CONTRACT_POSTGRES';

export default function setup(): (() => void) | undefined {
	if (process.env.DATABASE_URL || process.env[OWN_POSTGRES]) return;
	try {
		const server = startPostgres();
		process.env[OWN_POSTGRES] = server.url;
		return () => server.remove();
	} catch (error) {
		if (!(error instanceof PostgresMissing)) throw error;
		console.log('contract tests: SQLite and PGlite (no PostgreSQL is installed here)');
	}
}
