/** A real Vendure: installed in a folder of its own, started on loopback, stopped. Nothing of it is part of ours (GPL). */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild, type Child } from '../support/child.ts';
import { freePort } from '../support/server.ts';

const packages = fileURLToPath(new URL('packages', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/vendure', import.meta.url));
const FILES = ['package.json', 'package-lock.json', 'server.js'];

/** Installs what the lock file names, unless it stands there already; scripts of packages do not run. */
export function installVendure(): void {
	mkdirSync(cache, { recursive: true });
	const lock = createHash('sha256')
		.update(readFileSync(join(packages, 'package-lock.json')))
		.digest('hex');
	const stamp = join(cache, 'installed.txt');
	for (const file of FILES) cpSync(join(packages, file), join(cache, file));
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
	console.log('Installing Vendure …');
	execFileSync('npm', ['ci', '--silent', '--ignore-scripts', '--no-audit', '--no-fund'], {
		cwd: cache,
		stdio: 'inherit'
	});
	writeFileSync(stamp, lock);
}

export const SUPERADMIN = { user: 'superadmin', password: 'only for tests: %/@' };

export interface Engine {
	port: number;
	start(): Promise<void>;
	/** Its data stays. */
	stop(): Promise<void>;
	remove(): Promise<void>;
	/** At once, where nothing can be waited for. */
	kill(): void;
}

export async function vendureEngine(): Promise<Engine> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-vendure-'));
	const port = await freePort();
	let child: Child | undefined;
	const start = async () => {
		child = await startChild(
			process.execPath,
			[join(cache, 'server.js')],
			{
				PORT: String(port),
				DATABASE: join(folder, 'vendure.sqlite'),
				SUPERADMIN: SUPERADMIN.user,
				PASSWORD: SUPERADMIN.password,
				VENDURE_DISABLE_TELEMETRY: 'true'
			},
			/Vendure is ready/
		);
	};
	const stop = async () => child?.stop();
	return {
		port,
		start,
		stop,
		kill: () => void child?.process.kill('SIGKILL'),
		async remove() {
			await stop();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}
