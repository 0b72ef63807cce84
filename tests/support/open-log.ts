import { composeBeside } from './beside.ts';
import type { TestServer } from './server.ts';

/** What an installation holds of everybody, read beside the running server. */
export interface HeldLog {
	/** Ids of `events` that no log holds as counted, deferred or rejected; empty when nothing was lost. */
	missing(events: readonly { id: string }[]): string[];
	/** Ids that stand in a log more than once, or in two. */
	repeated(): string[];
	/** Whose log holds an event; nothing where none does. */
	ownerOf(id: string): string | undefined;
	attempts: { learnerId: string; course: string; number: number; passed: boolean }[];
}

export async function openLog(server: Pick<TestServer, 'env'>): Promise<HeldLog> {
	const { services, close } = await composeBeside(server);
	const db = services.allLearners;
	const events = await db.selectFrom('event').select(['event_id', 'learner_id']).execute();
	const ids = events.map((row) => row.event_id);
	const rejected = (await db.selectFrom('rejected_event').select('event_id').execute()).map(
		(row) => row.event_id
	);
	const attempts = await db
		.selectFrom('attempt')
		.select(['learner_id', 'course', 'number', 'passed'])
		.execute();
	await close();
	const held = new Set([...ids, ...rejected]);
	return {
		missing: (events) => events.map(({ id }) => id).filter((id) => !held.has(id)),
		repeated: () => ids.filter((id, i) => ids.indexOf(id) !== i),
		ownerOf: (id) => events.find((row) => row.event_id === id)?.learner_id,
		attempts: attempts.map((row) => ({
			learnerId: row.learner_id,
			course: row.course,
			number: row.number,
			passed: row.passed === 1
		}))
	};
}
