import { Agent } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { compose } from '../../src/lib/compose.server.ts';
import { openSqlite } from '../../src/lib/platform/db.server.ts';
import { readEnv } from '../../src/lib/platform/env.server.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { makePhones, nextEvents, sendBatch, type Phone } from './phones.ts';
import { insertRaw, prepareRaw } from './reference/raw-inserts.ts';
import { conditions, median, peakMegabytes, row, ROUNDS } from './report.ts';

/** How many requests are under way at once; the server has one process. */
const HANDS = 8;
const LARGE = { batches: 40, events: 100 };
const SMALL = { batches: 500, events: 3 };
const PHONES = 1000;

/** Joined learners with one phone each, in a data folder of their own. */
async function phonesIn(dataDir: string, count: number): Promise<Phone[]> {
	const { services, close } = await compose(readEnv({ DATA_DIR: dataDir, QADAM_DEMO: '1' }));
	try {
		return await makePhones(services, count);
	} finally {
		await close();
	}
}

type Batch = (agent: Agent) => Promise<void>;

/** Everything that is sent is made before the clock runs. */
function batch(server: TestServer, phone: Phone, count: number): Batch {
	const body = JSON.stringify({ device: phone.device, sentAt: Date.now(), events: nextEvents(phone, count) });
	return (agent) => sendBatch(server.url, phone, { body, count }, agent);
}

/** Sends all, so many at once, over lines of its own: one that was idle may just be closing. @returns seconds */
async function run(batches: readonly Batch[], hands: number): Promise<number> {
	const agent = new Agent({ keepAlive: true, maxSockets: hands });
	const started = performance.now();
	let next = 0;
	const hand = async () => {
		for (let one = batches[next++]; one; one = batches[next++]) await one(agent);
	};
	await Promise.all(Array.from({ length: hands }, hand));
	const seconds = (performance.now() - started) / 1000;
	agent.destroy();
	return seconds;
}

/** Ingest over HTTP beside raw inserts on the same disk, then a thousand phones at once. */
export default async function sync(): Promise<void> {
	buildIfNeeded();
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	const phones = await phonesIn(dataDir, PHONES);
	const server = await startServer({ DATA_DIR: dataDir });
	const raw = openSqlite(join(dataDir, 'raw.sqlite'));
	try {
		conditions(
			'Sync: batches over HTTP with projections, beside raw Kysely inserts (SQLite, WAL, synchronous=FULL)'
		);
		await prepareRaw(raw.db, 'sqlite');
		for (const [{ batches, events }, budget] of [
			[LARGE, '≥ 0.35 × raw 100-row inserts'],
			[SMALL, '≥ 0.5 × raw FULL commits']
		] as const) {
			const ours: number[] = [];
			const theirs: number[] = [];
			for (let round = 0; round < ROUNDS; round++) {
				const sent = Array.from({ length: batches }, (_, n) => batch(server, phones[n]!, events));
				ours.push((batches * events) / (await run(sent, HANDS)));
				theirs.push((batches * events) / (await insertRaw(raw.db, batches, events)));
			}
			row({
				what: `batches of ${events}`,
				unit: 'events/s',
				ours: median(ours),
				reference: median(theirs),
				budget
			});
		}

		const together: number[] = [];
		const oneByOne: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			const made = () => phones.map((phone) => batch(server, phone, SMALL.events));
			oneByOne.push(await run(made(), 1));
			together.push(await run(made(), PHONES));
		}
		row({
			what: '1,000 phones at once beside one after another',
			unit: 's',
			digits: 2,
			ours: median(together),
			reference: median(oneByOne),
			budget: '≤ 1.3 ×, no error'
		});
		row({
			what: 'memory of the server, at most',
			unit: 'MB',
			ours: peakMegabytes(server.pid()!),
			budget: '≤ 300 MB'
		});
	} finally {
		await server.stop();
		await raw.close();
		rmSync(dataDir, { recursive: true, force: true });
	}
}
