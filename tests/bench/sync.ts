import { Agent } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { compose } from '../../src/lib/compose.server.ts';
import { openSqlite } from '../../src/lib/platform/db.server.ts';
import { readEnv } from '../../src/lib/platform/env.server.ts';
import { systemRandom, uuidv7 } from '../../src/lib/platform/ids.ts';
import type { ProgressEvent } from '../../src/lib/progress/index.ts';
import { courseA } from '../support/course-a.ts';
import { send } from '../support/raw.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { insertRaw, prepareRaw } from './reference/raw-inserts.ts';
import { conditions, median, row, ROUNDS } from './report.ts';

/** How many requests are under way at once; the server has one process. */
const HANDS = 8;
const LARGE = { batches: 40, events: 100 };
const SMALL = { batches: 500, events: 3 };
const PHONES = 1000;

const course = courseA();

interface Phone {
	token: string;
	profile: string;
	device: string;
	seq: number;
}

/** Joined learners with one phone each, written as rows: how they join is not what is measured. */
async function makePhones(dataDir: string, count: number): Promise<Phone[]> {
	const { services, close } = await compose(readEnv({ DATA_DIR: dataDir, QADAM_DEMO: '1' }));
	const { allLearners: db, secrets, random } = services;
	const now = Date.now();
	const id = () => uuidv7(now, random);
	const phones = Array.from({ length: count }, () => ({
		learner: id(),
		token: id(),
		profile: id(),
		device: id(),
		seq: 0
	}));
	await db.transaction().execute(async (tx) => {
		for (const { learner, token, profile } of phones) {
			const person = { learner_id: learner, kind: 'joined' as const, display_name: 'Bench', locale: 'ur' };
			await tx
				.insertInto('learner')
				.values({ ...person, tile_seed: 1, created_at: now, joined_at: now })
				.execute();
			await tx
				.insertInto('consent')
				.values({ learner_id: learner, purpose: 'learning', at: now, given: 1, text_version: 'bench' })
				.execute();
			await tx
				.insertInto('profile_claim')
				.values({ profile_id: profile, learner_id: learner, claimed_at: now })
				.execute();
			await tx
				.insertInto('upload_token')
				.values({
					token_hash: secrets.lookup('upload', token),
					learner_id: learner,
					profile_id: profile,
					created_at: now
				})
				.execute();
		}
	});
	await close();
	return phones;
}

/** What a learner does, in the mix of a lesson: cards, answers, a finished lesson. */
function nextEvents(phone: Phone, count: number): ProgressEvent[] {
	const { profile, device } = phone;
	return Array.from({ length: count }, () => {
		const seq = ++phone.seq;
		const lesson = course.lessons[seq % course.lessons.length]!.id;
		const at = { course: course.id, version: course.version, lang: 'ur', lesson };
		const [kind, body] =
			seq % 20 === 0
				? ['lesson.finished', at]
				: seq % 2
					? ['lesson.card', { ...at, card: `${lesson}-0${seq % 9}` }]
					: [
							'question.answered',
							{ ...at, item: `${lesson}-q${seq % 5}`, choice: 'a', right: seq % 4 === 0 }
						];
		const id = uuidv7(Date.now(), systemRandom);
		return { id, profile, actor: 'self', device, seq, kind, v: 1, at: Date.now(), body } as ProgressEvent;
	});
}

type Batch = (agent: Agent) => Promise<void>;

/** Everything that is sent is made before the clock runs. */
function batch(server: TestServer, phone: Phone, count: number): Batch {
	const body = JSON.stringify({ device: phone.device, sentAt: Date.now(), events: nextEvents(phone, count) });
	const headers = { authorization: `Bearer ${phone.token}`, 'content-type': 'application/json' };
	return async (agent) => {
		const { status, text } = await send(
			server.url,
			{ method: 'POST', path: '/api/sync', headers, body },
			agent
		);
		const accepted = text.match(/"outcome":"accepted"/g)?.length;
		if (status !== 200 || accepted !== count)
			throw new Error(`${status}, ${accepted} accepted: ${text.slice(0, 300)}`);
	};
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

const peakMegabytes = (pid: number): number =>
	Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

/** Ingest over HTTP beside raw inserts on the same disk, then a thousand phones at once. */
export default async function sync(): Promise<void> {
	buildIfNeeded();
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-bench-'));
	const phones = await makePhones(dataDir, PHONES);
	const server = await startServer({ DATA_DIR: dataDir });
	const raw = openSqlite(join(dataDir, 'raw.sqlite'));
	try {
		conditions(
			'Sync: batches over HTTP with projections, beside raw Kysely inserts (SQLite, WAL, synchronous=FULL)'
		);
		await prepareRaw(raw.db);
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
