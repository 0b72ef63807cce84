/** What the operator's commands have in common: options, help, what is said when they fail. */
import { PostgresTool } from '#lib/platform/backup/index.server.ts';
import { BadEnvironment } from '#lib/platform/env.server.ts';
import { HalfRestored } from '#lib/platform/half-restored.server.ts';
import { isRefusedStart } from '#lib/platform/refused-start.server.ts';
import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Shows how a command is written, where that was asked, and ends. */
export function helpAsked(help: string): void {
	if (!process.argv.slice(2).includes('--help')) return;
	console.log(help);
	process.exit(0);
}

/** Reads a command that takes options alone. */
export function readOptions<const T extends Options>(help: string, options: T) {
	helpAsked(help);
	try {
		return parseArgs({ options }).values;
	} catch (error) {
		return wrongCommand(help, (error as Error).message);
	}
}

export function wrongCommand(help: string, why: string): never {
	console.error(`${why}\n\n${help}`);
	process.exit(2);
}

/** Ends with 1, for a reason that a person at the terminal can act on. */
export function fail(why: string): never {
	console.error(why);
	process.exit(1);
}

/** Ends with 1. What a person at the terminal can act on is said in a sentence, anything else with its stack. */
export function tellFailure(what: string, error: unknown): never {
	console.error(what, sentence(error) ?? error);
	process.exit(1);
}

function sentence(error: unknown): string | undefined {
	if (
		error instanceof BadEnvironment ||
		error instanceof HalfRestored ||
		error instanceof PostgresTool ||
		isRefusedStart(error)
	)
		return error.message;
	const { code, severity, message } = error as { code?: unknown; severity?: unknown; message?: unknown };
	// Of the connection, of PostgreSQL itself, of SQLite.
	if (/^E(?:CONNREFUSED|CONNRESET|NOTFOUND|HOSTUNREACH|TIMEDOUT|AI_AGAIN)$/.test(String(code)))
		return `PostgreSQL cannot be reached (${String(code)}): is DATABASE_URL right, and does it run?`;
	if (String(code).startsWith('SQLITE_')) return `SQLite says: ${String(message)}`;
	return severity === undefined ? undefined : `PostgreSQL says: ${String(message)}`;
}
