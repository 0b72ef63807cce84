import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sealedFields } from './reseal.server.ts';

/** Who seals, and where what it seals is kept. */
const SEALERS: Record<string, string> = {
	'accounts/add-learners.server.ts': 'learner',
	'accounts/join.server.ts': 'learner',
	'accounts/same-person.server.ts': 'learner',
	'accounts/second-factor.server.ts': 'staff_factor',
	// A cookie of a quarter of an hour.
	'accounts/handover.server.ts': '',
	'cohorts/import/draft.server.ts': 'import_draft',
	'cohorts/join.repository.server.ts': 'staff_note',
	'cohorts/notes.server.ts': 'staff_note',
	'cohorts/sent/receive-acts.server.ts': 'held_staff_act',
	'platform/sealed-fields.server.ts': '',
	'safety/sealed.server.ts': 'safeguarding_report',
	'selling/notices/own-notices.server.ts': 'push_phone',
	'selling/webhooks/endpoints.server.ts': 'webhook_secret'
};

test('whatever is sealed is sealed again after a rotation: who seals is known here', () => {
	const lib = fileURLToPath(new URL('.', import.meta.url));
	const sealing = readdirSync(lib, { recursive: true, encoding: 'utf8' })
		.filter((name) => /(?<!test)(?<!testing\.server)\.ts$/.test(name))
		.filter((name) => /\bsecrets\.seal\(/.test(readFileSync(join(lib, name), 'utf8')));
	expect(sealing.sort()).toEqual(Object.keys(SEALERS).sort());
	const tables = sealedFields.map(({ table }) => table as string);
	for (const [file, table] of Object.entries(SEALERS)) if (table) expect(tables, file).toContain(table);
	expect(new Set(tables).size).toBe(tables.length);
});
