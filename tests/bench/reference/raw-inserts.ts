/** The floor of what keeping an event can cost: rows of the same shape, inserted by Kysely, durable, and nothing else. */
import { ddl } from '../../../src/lib/platform/migrations/001-spine.ts';
import type { Db, Engine } from '../../../src/lib/platform/db.server.ts';
import { systemRandom, uuidv7 } from '../../../src/lib/platform/ids.ts';
import { statements } from '../../../src/lib/platform/migrate.server.ts';
import { sql } from 'kysely';

/** Makes the table of events with its indexes, as the server has it. */
export async function prepareRaw(db: Db, engine: Engine): Promise<void> {
	const wanted = statements(ddl, { engine }).filter((s) =>
		/^create (?:table event|index event_by_device) /.test(s)
	);
	if (wanted.length !== 2) throw new Error('the table of events is not found in the first migration');
	for (const statement of wanted) await sql.raw(statement).execute(db);
}

/** Inserts batches of rows, each its own transaction. @returns seconds */
export async function insertRaw(db: Db, batches: number, events: number): Promise<number> {
	const now = Date.now();
	const made = Array.from({ length: batches }, () => {
		const learner_id = uuidv7(now, systemRandom);
		return Array.from({ length: events }, (_, n) => ({
			learner_id,
			pos: n + 1,
			event_id: uuidv7(now, systemRandom),
			profile_id: learner_id,
			actor: 'self',
			device: learner_id,
			seq: n + 1,
			kind: 'question.answered',
			v: 1,
			at: now,
			received_at: now,
			skew: 0,
			happened_at: now,
			outcome: 'accepted' as const,
			late: 0,
			body: JSON.stringify({
				course: 'selling-online',
				lesson: 'a1',
				item: 'a1-q1',
				choice: 'a',
				right: true
			}),
			body_hash: learner_id
		}));
	});
	const started = performance.now();
	for (const rows of made)
		await db.transaction().execute((tx) => tx.insertInto('event').values(rows).execute());
	return (performance.now() - started) / 1000;
}
