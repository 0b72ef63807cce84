import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../platform/clock.ts';
import { decideRoom, examineBackups, examineValues } from './examine-files.server.ts';

const NOW = 1_795_000_000_000;

test('little room is a warning, hardly any a problem', () => {
	expect([5e9, 999e6, 199e6].map((free) => decideRoom(free).verdict)).toEqual(['ok', 'warning', 'problem']);
});

test('C4 a value whose day has come is named', () => {
	const [finding] = examineValues(Date.parse('2100-01-01'));
	expect(finding).toMatchObject({
		verdict: 'warning',
		says: expect.stringMatching(/^\d+ are due/) as string
	});
});

test('the age of the newest whole backup is told, and one that was not finished', () => {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-backups-'));
	const put = (name: string, madeAt: number) => {
		mkdirSync(join(folder, name));
		const manifest = { format: 1, engine: 'sqlite', epoch: 'e', migrations: [], rows: {}, files: {} };
		writeFileSync(
			join(folder, name, 'manifest.json'),
			JSON.stringify({ ...manifest, madeAt: new Date(madeAt).toISOString() })
		);
	};
	const verdicts = () => examineBackups(folder, NOW).map(({ verdict }) => verdict);
	try {
		expect(verdicts()).toEqual(['problem']);
		put('qadam-1', NOW - 3 * DAY);
		expect(verdicts()).toEqual(['warning']);
		put('qadam-2', NOW - 5 * HOUR);
		expect(examineBackups(folder, NOW)).toEqual([
			{ about: 'backup', verdict: 'ok', says: 'The newest is 5 hours old.' }
		]);
		put('qadam-3.part', NOW);
		expect(verdicts()).toEqual(['ok', 'warning']);
	} finally {
		rmSync(folder, { recursive: true });
	}
	expect(examineBackups(folder, NOW)[0]?.verdict).toBe('problem');
});
