/**
 * Officers at their reports, as a process of its own: `node report-reads.ts URL ORGANISATION`. So many screens a second from the
 * database that URL names, and again and again a quarter counted from the facts, as an edition is. Ends at SIGTERM, and then
 * says how many.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { StaffAt } from '../../../src/lib/cohorts/index.server.ts';
import { openPostgres } from '../../../src/lib/platform/db.server.ts';
import { requireKey } from '../../../src/lib/platform/keyed-queries.server.ts';
import { isPeriod } from '../../../src/lib/reports/index.ts';
import { readReport } from '../../../src/lib/reports/index.server.ts';
import { countQuarter } from '../../../src/lib/reports/count-quarter.server.ts';

const [url, organisationId, period] = process.argv.slice(2) as [string, string, string];
if (!isPeriod(period)) throw new Error('no quarter');
/** ms between two screens, and between two counts. */
const SCREEN = 50;
const COUNT = 2_000;

const { db } = await openPostgres(url);
const at: StaffAt = {
	organisationId,
	organisation: '',
	staffId: '01900000-0000-7000-8000-00000000000f',
	zone: 'Asia/Karachi',
	roles: ['programme_officer'],
	own: new Set()
};
const done = { screens: 0, counts: 0 };
process.once('SIGTERM', () => {
	console.log(`read ${done.screens} screens, ${done.counts} quarters counted`);
	process.exit(0);
});

async function again(pause: number, work: () => Promise<void>): Promise<never> {
	for (;;) {
		await work();
		await wait(pause);
	}
}

console.log('reading');
await Promise.all([
	again(SCREEN, async () => {
		const read = await readReport({ db: db.withPlugin(requireKey) }, at, { period, by: 'district' });
		if (!read.ok) throw new Error(read.refusal.tag);
		done.screens++;
	}),
	again(COUNT, async () => {
		await countQuarter(db, organisationId, period, { hashOf: (text) => text, programmeOf: () => '' });
		done.counts++;
	})
]);
