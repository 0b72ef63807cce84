import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the demo tells nobody outside, whatever the environment names', () => {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-demo-'));
	// The sample is there already: only how the environment is read is looked at, and these would not be usable.
	writeFileSync(join(folder, 'logins.json'), '{}');
	const { status, stderr } = spawnSync(process.execPath, ['src/cli/demo.ts', '--only-data'], {
		env: { ...process.env, DATA_DIR: folder, SMS_ADAPTER: 'twilio', VENDURE_URL: 'somewhere' },
		encoding: 'utf8'
	});
	rmSync(folder, { recursive: true });
	expect([status, stderr]).toEqual([0, '']);
});
