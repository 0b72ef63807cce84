/** The system calls of one sync, in order: the log is on the disk before the first byte of the answer leaves (S4). */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresServer } from '../support/postgres-server.ts';
import { eventually, type World } from './world.ts';

const CALLS = 'fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg,recvfrom,read';

async function traced(pids: readonly number[], work: () => Promise<void>): Promise<string[]> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-trace-'));
	const file = join(folder, 'calls');
	try {
		const strace = spawn(
			'strace',
			[
				'-f',
				'-y',
				'-s',
				'96',
				'-e',
				`trace=${CALLS}`,
				'-o',
				file,
				...pids.flatMap((pid) => ['-p', String(pid)])
			],
			{ stdio: ['ignore', 'ignore', 'pipe'] }
		);
		let said = '';
		strace.stderr.on('data', (chunk: Buffer) => (said += chunk));
		const gone = new Promise<void>((resolve) => strace.once('exit', () => resolve()));
		strace.once('error', (error) => (said += String(error)));
		await eventually(
			`strace attaches (${said})`,
			() => pids.every((pid) => said.includes(`Process ${pid} attached`)),
			10_000
		);
		await work();
		strace.kill('SIGINT');
		await gone;
		return readFileSync(file, 'utf8').split('\n');
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Line numbers at which a call on a matching path has come back with 0, also where others ran in between. */
function finished(lines: readonly string[], call: RegExp, path: RegExp): number[] {
	const found: number[] = [];
	const begun = new Set<string>();
	lines.forEach((line, i) => {
		const [pid] = line.split(' ');
		if (call.test(line) && path.test(line)) {
			if (line.includes('<unfinished')) begun.add(pid!);
			else if (/ = 0$/.test(line)) found.push(i);
		} else if (begun.has(pid!) && line.includes('resumed>')) {
			begun.delete(pid!);
			if (/ = 0$/.test(line)) found.push(i);
		}
	});
	return found;
}

const SYNC = /\bf(?:data)?sync\(/;

/** @returns the shown order, in words */
export async function traceSync(world: World, postgres?: PostgresServer): Promise<string> {
	const phone = world.phones[0]!;
	if (!world.isUp()) await world.start();
	phone.record();
	await phone.finish(world.url);
	phone.record();
	const lines = await traced([world.server!.pid!, ...(postgres?.pids() ?? [])], async () => {
		if (!(await phone.sendOnce(world.url, 100))) throw new Error('the traced batch was not taken');
	});
	const answer = lines.findIndex((line) => /\b(?:write|writev|sendto|sendmsg)\(.*HTTP\/1\.1 200/.test(line));
	if (answer < 0) throw new Error('the trace shows no answer');
	const before = (numbers: number[]) => numbers.filter((n) => n < answer);
	const last = (numbers: number[]) => before(numbers).at(-1) ?? -1;
	const matching = (what: RegExp) => lines.flatMap((line, i) => (what.test(line) ? [i] : []));
	const inOrder = (steps: Record<string, number>) => {
		const numbers = Object.values(steps);
		if (numbers.some((n, i) => n < 0 || n <= (numbers[i - 1] ?? -1)))
			throw new Error(
				`not in this order: ${JSON.stringify(steps)}\n${lines.slice(0, answer + 1).join('\n')}`
			);
		return Object.keys(steps).join(' → ');
	};
	if (!postgres) {
		const wal = /qadam\.sqlite-wal>/;
		return inOrder({
			'write to the log file': last(matching(/pwrite64\(\d+<[^>]*qadam\.sqlite-wal>/)),
			fdatasync: last(finished(lines, SYNC, wal)),
			'the answer leaves': answer
		});
	}
	const commit = last(matching(/\b(?:recvfrom|read)\(.*Q\\0\\0\\0\\vcommit/i));
	const committed = last(matching(/\b(?:sendto|write)\(.*COMMIT\\0/));
	return inOrder({
		'commit reaches PostgreSQL': commit,
		'fdatasync of the WAL':
			finished(lines, SYNC, /pg_wal\//)
				.filter((n) => n < committed)
				.at(-1) ?? -1,
		'PostgreSQL says COMMIT': committed,
		'the answer leaves': answer
	});
}
