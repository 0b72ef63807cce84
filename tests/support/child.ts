import { spawn, type ChildProcess } from 'node:child_process';

export interface Child {
	process: ChildProcess;
	/** What the pattern caught in its output. */
	said: string;
	/** Ends it and waits until it has; a gentle signal first. */
	stop(): Promise<void>;
	/** Waits for it to end by itself. */
	ended: Promise<void>;
}

const FIRST_WORD_MS = 60_000;

/** Starts a program and waits until its output says what the pattern asks for. */
export function startChild(
	file: string,
	args: readonly string[],
	env: Record<string, string | undefined>,
	says: RegExp
): Promise<Child> {
	const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const stop = async () => {
		if (child.exitCode !== null || child.signalCode !== null) return;
		child.kill('SIGTERM');
		const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
		await ended;
		clearTimeout(hard);
	};
	return new Promise((resolve, reject) => {
		let output = '';
		const late = setTimeout(() => fail('said nothing of'), FIRST_WORD_MS);
		const fail = (how: string) => {
			clearTimeout(late);
			void stop();
			reject(new Error(`${file} ${how} ${String(says)}:\n${output.slice(-2000)}`));
		};
		const read = (chunk: Buffer) => {
			output += chunk;
			const said = says.exec(output);
			if (!said) return;
			clearTimeout(late);
			child.stdout.off('data', read).resume();
			child.stderr.off('data', read).resume();
			resolve({ process: child, said: said[1] ?? said[0], stop, ended });
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.once('error', (error) => fail(error.message));
		child.once('exit', (code) => fail(`ended with ${code} before`));
	});
}
