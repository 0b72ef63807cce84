/* eslint-disable no-console -- the one place that writes to the process's output */
import { requestId } from './request.server.ts';

/**
 * One line of JSON a message, for a machine to collect; ids and routes only, never what a person typed. What is said while
 * a request is answered names it.
 */
const line = (level: string, message: string, about: Record<string, unknown>) =>
	JSON.stringify({ at: new Date().toISOString(), level, message, request: requestId(), ...about });

export const logInfo = (message: string, about: Record<string, unknown> = {}): void =>
	console.log(line('info', message, about));

/** A place in a file: `at work (file:///x.ts:1:2)`, `at /x.ts:1:2`. */
const FRAME = /^\s+at (?:async )?(?:[\w$.<>[\] #]+ \()?(?:file:|node:|\/|[A-Z]:\\)[^\s()]*:\d+:\d+\)?$/;
const FRAMES = 7;

/** `TypeError`, `SqliteError`; pg says `error`. */
const NAME = /^[A-Za-z]{0,40}[Ee]rror$/;
/** `SQLITE_FULL`, `ECONNRESET`, SQLSTATE. */
const CODE = /^(?:[A-Z][A-Z_]{3,60}|[0-9A-Z]{5})$/;
/** Words of an error's own are taken over only where they are of the kind that programs give. */
const taken = (value: unknown, kind: RegExp): string | undefined =>
	typeof value === 'string' && kind.test(value) ? value : undefined;

/**
 * Messages of errors are left out, they may quote what was sent: also in the stack, which begins with the message, however
 * many lines it has. The rest of the stack names files and lines, not data.
 */
export function logError(message: string, error: unknown, about: Record<string, unknown> = {}): void {
	const fault = error instanceof Error ? error : undefined;
	const stack = fault?.stack ?? '';
	const said = fault?.message ?? '';
	const at = stack.indexOf(said);
	const frames = stack
		.slice(at < 0 ? 0 : at + said.length)
		.split('\n')
		.filter((one) => FRAME.test(one))
		.slice(0, FRAMES);
	console.error(
		line('error', message, {
			...about,
			error: fault ? (taken(fault.name, NAME) ?? 'Error') : typeof error,
			code: taken((fault as { code?: unknown } | undefined)?.code, CODE),
			stack: frames.join('\n')
		})
	);
}
