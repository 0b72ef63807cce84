import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { makeOnce } from './durable-files.server.ts';

const folder = mkdtempSync(join(tmpdir(), 'qadam-once-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('of processes that make a file at once one has its way; nobody reads half of it', async () => {
	const file = join(folder, 'deep', 'master.key');
	// Long, so that half of it could be met.
	const make = (letter: string) =>
		promisify(execFile)(process.execPath, [
			'--input-type=module',
			'-e',
			`const { makeOnce } = await import('${import.meta.resolve('./durable-files.server.ts')}');
			const read = makeOnce(process.argv[1], process.argv[2].repeat(20_000_000));
			process.stdout.write(read[0] + read.length);`,
			file,
			letter
		]);
	const makers = Promise.all(['a', 'b', 'c'].map(async (letter) => (await make(letter)).stdout));
	let first: number | undefined;
	while ((first = statSync(file, { throwIfNoEntry: false })?.size) === undefined) await turn();
	expect(first).toBe(20_000_000);
	const winner = readFileSync(file, 'utf8')[0]!;
	expect(await makers).toEqual(Array.from({ length: 3 }, () => `${winner}20000000`));
	expect(makeOnce(file, 'late')).toHaveLength(20_000_000);
	expect(readdirSync(join(folder, 'deep'))).toEqual(['master.key']);
	expect(statSync(file).mode & 0o777).toBe(0o600);
});
