/** What lanes of this kind print: a line for each check when it ends, then a table, the machine, and `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

export type Engine = 'sqlite' | 'postgres';
export const engineName: Record<Engine, string> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

export class Table {
	readonly #rows: string[][] = [];
	readonly #began = Date.now();
	#failed = 0;

	/** @param work what the row says of it; a throw is a failure */
	async check(engine: Engine, what: string, work: () => Promise<string>): Promise<void> {
		const began = Date.now();
		const name = engineName[engine];
		try {
			const result = await work();
			this.#rows.push([name, what, result]);
			console.log(`ok      ${name}: ${what}: ${result} (${Math.round((Date.now() - began) / 1000)} s)`);
		} catch (error) {
			this.#failed++;
			console.log(`FAILED  ${name}: ${what}\n${(error as Error).stack ?? String(error)}`);
		}
	}

	/** Both engines beside each other, each in a process of its own, which is this file with `--engine`. */
	async both(file: string, args: readonly string[]): Promise<void> {
		const outputs = await Promise.all(
			(['sqlite', 'postgres'] as const).map(
				(engine) =>
					new Promise<string>((resolve) => {
						const child = spawn(process.execPath, [file, ...args, '--engine', engine], {
							stdio: ['ignore', 'pipe', 'inherit']
						});
						let output = '';
						child.stdout.on('data', (chunk: Buffer) => {
							output += chunk;
							process.stdout.write(chunk);
						});
						child.once('close', (code) =>
							resolve(`${output}\n${code === 0 || /failed$/m.test(output) ? '' : '0 passed, 1 failed'}`)
						);
					})
			)
		);
		for (const output of outputs) {
			this.#rows.push(
				...[...output.matchAll(/^\| (\w+) \| (.*?) \| (.*) \|$/gm)].map((m) => [m[1]!, m[2]!, m[3]!])
			);
			this.#failed += Number(/(\d+) failed\s*$/.exec(output)?.[1] ?? 1);
		}
	}

	/** @param machine whether to name it and what it took: where this is the whole command */
	print({ seed, machine }: { seed: string; machine: boolean }): void {
		console.log(`\n${this.#rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`);
		if (machine) {
			const { model } = cpus()[0]!;
			const seconds = Math.round((Date.now() - this.#began) / 1000);
			console.log(
				`${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; seed ${seed}; ${seconds} s\n`
			);
		}
		console.log(`${this.#rows.length} passed, ${this.#failed} failed`);
		process.exitCode = this.#failed ? 1 : 0;
	}
}
