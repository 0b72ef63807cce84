/** One installation that things happen to: the built server on a small course, its database, its learners' phones. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { joinLearner } from '../../src/lib/accounts/index.server.ts';
import type { Course } from '../../src/lib/catalog/index.ts';
import { compose } from '../../src/lib/compose.server.ts';
import { openDatabase } from '../../src/lib/platform/db.server.ts';
import { readEnv, type Env } from '../../src/lib/platform/env.server.ts';
import type { Projector } from '../../src/lib/progress/index.server.ts';
import type { Services } from '../../src/lib/services.server.ts';
import { newTally, Phone, type Learner, type Tally } from './phone.ts';
import { verify } from './verify.ts';

const run = promisify(execFile);
export const root = fileURLToPath(new URL('../..', import.meta.url));

const freePort = () =>
	new Promise<number>((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});

interface Given {
	databaseUrl?: string;
	/** Default: in a temporary folder. */
	dataDir?: string;
	/** Where phones reach it, if not at its own port. */
	origin?: string;
}

export class World {
	readonly url: string;
	env: Env;
	readonly environment: Record<string, string>;
	readonly tally: Tally = newTally();
	/** Of each start, ms. */
	readonly starts: number[] = [];
	phones: Phone[] = [];
	course!: Course;
	server: ChildProcess | undefined;
	output = '';
	/** The working directory of its processes. */
	readonly home: string;
	#projectors: readonly Projector[] = [];
	#removed = false;

	private constructor(home: string, port: number, given: Given) {
		this.home = home;
		this.url = given.origin ?? `http://127.0.0.1:${port}`;
		this.environment = {
			PORT: String(port),
			HOST: '127.0.0.1',
			ORIGIN: this.url,
			DATA_DIR: given.dataDir ?? join(home, 'data'),
			DATABASE_URL: given.databaseUrl ?? '',
			QADAM_DEMO: '1',
			NODE_COMPILE_CACHE: join(home, 'compiled')
		};
		this.env = readEnv(this.environment);
	}

	/** An installation where nothing runs yet, and nobody has been. */
	static async empty(given: Given): Promise<World> {
		const home = mkdtempSync(join(tmpdir(), 'qadam-loss-'));
		// The server reads its courses below its working directory: a small one is soon published.
		cpSync(join(root, 'tests/fixtures/courses'), join(home, 'src/content'), { recursive: true });
		symlinkSync(join(root, 'build'), join(home, 'build'));
		return new World(home, await freePort(), given);
	}

	static async make({
		learners,
		seed,
		...given
	}: Given & { learners: number; seed: number }): Promise<World> {
		const world = await World.empty(given);
		await world.start();
		// Ended in order once, so that what was compiled is kept: later starts are shorter.
		await world.kill('SIGTERM');
		await world.start();
		world.starts.length = 0;
		await world.people(learners, seed);
		return world;
	}

	/** Joined through the use case, beside the running server. */
	async people(count: number, seed: number): Promise<void> {
		await this.within(async (services) => {
			this.course = services.catalogue.courses()[0]!;
			this.#projectors = services.projectors;
			for (let n = 0; n < count; n++)
				this.phones.push(new Phone(await someone(services, n), this.course, seed + 7919 * n, this.tally));
		});
	}

	/** Composes the installation in this process, beside those that run. */
	async within<T>(work: (services: Services) => Promise<T>): Promise<T> {
		const cwd = process.cwd();
		process.chdir(this.home);
		const { services, close } = await compose(this.env).finally(() => process.chdir(cwd));
		try {
			return await work(services);
		} finally {
			await close();
		}
	}

	/** Starts the server, and waits until it answers. */
	async start(): Promise<void> {
		const began = performance.now();
		await this.spawn(this.environment, (child) => (this.server = child));
		this.starts.push(performance.now() - began);
	}

	/**
	 * One more process of this installation.
	 * @param begun is told of it at once; it is ready when this returns
	 * @param at where its code lies
	 */
	async spawn(
		environment: Record<string, string>,
		begun: (child: ChildProcess) => void = () => {},
		at = root
	): Promise<ChildProcess> {
		const child = spawn(process.execPath, [join(at, 'src/server.ts')], {
			cwd: this.home,
			env: { ...process.env, ...environment }
		});
		begun(child);
		const withUs = () => child.kill('SIGKILL');
		process.once('exit', withUs);
		child.once('exit', () => process.off('exit', withUs));
		await new Promise<void>((resolve, reject) => {
			let said = '';
			const read = (chunk: Buffer) => {
				said += chunk;
				this.output = (this.output + String(chunk)).slice(-20_000);
				if (said.includes('Qadam is ready')) resolve();
			};
			child.stdout.on('data', read);
			child.stderr.on('data', read);
			child.once('close', (code, signal) =>
				reject(new Error(`the server ended with ${code ?? signal}:\n${said.slice(-2000)}`))
			);
		});
		return child;
	}

	isUp = (): boolean => this.server?.exitCode === null && this.server.signalCode === null;

	/** kill -9, where nothing else is said. */
	async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
		const { server } = this;
		if (!server || !this.isUp()) return;
		const gone = new Promise((resolve) => server.once('exit', resolve));
		server.kill(signal);
		await gone;
	}

	/** Runs a command of ours on this installation. @param file in src/cli; @throws with `stdout` and `stderr` when it fails */
	command(file: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
		return run(process.execPath, [join(root, 'src/cli', file), ...args], {
			cwd: root,
			env: { ...process.env, ...this.environment }
		});
	}

	/** From its next start on it serves, and is looked at, there. */
	moveTo({ dataDir, databaseUrl }: { dataDir: string; databaseUrl: string | undefined }): void {
		Object.assign(this.environment, { DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' });
		this.env = readEnv(this.environment);
	}

	/** Lets phones work until so many more events are acknowledged. */
	async more(events: number, phones: readonly Phone[] = this.phones): Promise<void> {
		const load = this.underLoad(phones);
		await this.acknowledged(events);
		await load.stop();
	}

	/** Waits until so many more events are acknowledged. */
	acknowledged(more: number): Promise<void> {
		const from = this.tally.acknowledged;
		return eventually(`${more} events more`, () => this.tally.acknowledged >= from + more, 60_000);
	}

	/** All that phones hold is sent, and then held against what they were told. */
	async settle(): Promise<void> {
		await Promise.all(this.phones.map((phone) => phone.finish(this.url)));
		await this.verify();
	}

	/** The database as it stands, on a connection of its own that is closed afterwards. */
	async look<T>(work: (services: Pick<Services, 'allLearners' | 'projectors'>) => Promise<T>): Promise<T> {
		const { db, close } = await openDatabase(this.env.databaseUrl, this.env.dataDir);
		try {
			return await work({ allLearners: db, projectors: this.#projectors });
		} finally {
			await close();
		}
	}

	verify(phones: readonly Phone[] = this.phones): Promise<{ events: number }> {
		return this.look((services) => verify(services, phones));
	}

	/** Lets phones work; `stop` waits for their last answers. */
	underLoad(phones: readonly Phone[] = this.phones): { stop(): Promise<void> } {
		let over = false;
		const isOver = () => over || this.#removed;
		const work = Promise.all(phones.map((phone) => phone.work(this.url, isOver)));
		return {
			async stop() {
				over = true;
				await work;
			}
		};
	}

	async remove(): Promise<void> {
		this.#removed = true;
		await this.kill();
		rmSync(this.home, { recursive: true, force: true });
	}
}

async function someone(services: Services, n: number): Promise<Learner> {
	const joined = await joinLearner(services, {
		key: n.toString(16).padStart(32, '0'),
		name: 'شبانہ',
		lang: 'ur',
		secret: { kind: 'digits', text: '493817' },
		consents: [],
		profiles: [],
		deviceHash: 'her-phone'
	});
	if (!joined.ok) throw new Error(joined.refusal.tag);
	const { learnerId, uploads } = joined.value;
	return { learnerId, profile: uploads[0]!.profileId, token: uploads[0]!.token };
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export async function eventually(
	what: string,
	is: () => boolean | Promise<boolean>,
	ms = 30_000
): Promise<void> {
	for (const until = Date.now() + ms; !(await is()); await pause(5))
		if (Date.now() > until) throw new Error(`not within ${ms / 1000} s: ${what}`);
}
