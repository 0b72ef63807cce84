/** Several processes of one installation: one PostgreSQL, one data folder, each at a port of its own. */
import type { ChildProcess } from 'node:child_process';
import type { World } from '../loss/world.ts';

export class Member {
	readonly port: number;
	readonly #world: World;
	#process: ChildProcess | undefined;

	constructor(world: World, port: number) {
		this.#world = world;
		this.port = port;
	}

	/** Where it is asked without a proxy. */
	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** @returns when it serves, ms */
	async start(more: Record<string, string> = {}): Promise<number> {
		const began = performance.now();
		const environment = { ...this.#world.environment, ADDRESS_HEADER: 'x-forwarded-for', ...more };
		await this.#world.spawn({ ...environment, PORT: String(this.port) }, (child) => (this.#process = child));
		return performance.now() - began;
	}

	/** @returns its exit code; null where a signal ended it */
	async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
		const child = this.#process;
		if (!child) return null;
		if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
		const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
		child.kill(signal);
		return gone;
	}
}
