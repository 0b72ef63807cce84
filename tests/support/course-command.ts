import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the command said, in all, and its exit status. */
export interface CourseSaid {
	status: number;
	stdout: string;
	stderr: string;
}

/**
 * `npm run course -- ARGS`. Waited for, not stood still for: while this process stands still a server closes connections that
 * it has kept, and the next request goes into one of them and fails.
 */
export const runCourse = (args: string[], env: NodeJS.ProcessEnv): Promise<CourseSaid> =>
	new Promise((resolve) => {
		const child = execFile(
			process.execPath,
			['src/cli/course.ts', ...args],
			{ cwd: root, env },
			(_, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr })
		);
	});
