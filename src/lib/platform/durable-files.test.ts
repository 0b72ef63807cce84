import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { makeOnce } from './durable-files.server.ts';

const folder = mkdtempSync(join(tmpdir(), 'qadam-once-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('of processes that make a file at once one has its way, and all read the same', async () => {
	const file = join(folder, 'deep', 'master.key');
	const at = Date.now() + 500;
	const make = `
		const { makeOnce } = await import('${import.meta.resolve('./durable-files.server.ts')}');
		while (Date.now() < ${at});
		process.stdout.write(makeOnce(process.argv[1], String(process.pid).repeat(10_000)));`;
	const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', make, file]);
	const read = await Promise.all(Array.from({ length: 4 }, async () => (await run()).stdout));
	expect(new Set(read).size).toBe(1);
	expect(makeOnce(file, 'late')).toBe(read[0]);
	expect(readdirSync(join(folder, 'deep'))).toEqual(['master.key']);
	expect(statSync(file).mode & 0o777).toBe(0o600);
});
