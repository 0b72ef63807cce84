/* eslint-disable no-console -- the one place that writes to the process's output */

/** One line of JSON a message, for a machine to collect; ids and routes only, never what a person typed. */
const line = (level: string, message: string, about: Record<string, unknown>) =>
	JSON.stringify({ at: new Date().toISOString(), level, message, ...about });

export const logInfo = (message: string, about: Record<string, unknown> = {}): void =>
	console.log(line('info', message, about));

/** The stack names files and lines, not data: messages of errors are left out, they may quote what was sent. */
export function logError(message: string, error: unknown, about: Record<string, unknown> = {}): void {
	const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 8).join('\n') : '';
	const name = error instanceof Error ? error.name : typeof error;
	console.error(line('error', message, { ...about, error: name, stack }));
}
