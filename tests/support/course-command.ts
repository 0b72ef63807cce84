import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the command said, in all, and its exit status. */
export interface CommandSaid {
	status: number;
	stdout: string;
	stderr: string;
}

/** `npm run course -- ARGS`. */
export const runCourse = (args: string[], env: NodeJS.ProcessEnv) => runCommand('course', args, env);

/**
 * `npm run NAME -- ARGS`. Waited for, not stood still for: while this process stands still a server closes connections that
 * it has kept, and the next request goes into one of them and fails.
 * @param cwd where courses are read from
 */
export const runCommand = (
	name: string,
	args: string[],
	env: NodeJS.ProcessEnv,
	cwd = root
): Promise<CommandSaid> =>
	new Promise((resolve) => {
		const child = execFile(
			process.execPath,
			[join(root, `src/cli/${name}.ts`), ...args],
			{ cwd, env },
			(_, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr })
		);
	});
