import { sql } from 'kysely';
import type { Tx } from '../platform/db.server.ts';
import type { ItemTriesRow } from '../platform/schema.ts';
import type { EventBodies, StoredEvent } from './event.ts';

const earliest = (a: number | null, b: number | null): number | null =>
	a === null || b === null ? (a ?? b) : Math.min(a, b);

const comesFirst = (a: ItemTriesRow, b: ItemTriesRow): boolean =>
	a.first_at < b.first_at || (a.first_at === b.first_at && a.first_event < b.first_event);

function rowOf(event: StoredEvent): ItemTriesRow {
	const practice = event.kind === 'practice.done';
	const body = event.body as EventBodies['question.answered'] & EventBodies['practice.done'];
	const right = practice ? body.missed.length === 0 : body.right;
	return {
		learner_id: event.learner_id,
		course: body.course,
		lesson: body.lesson,
		item: practice ? body.practice : body.item,
		kind: practice ? 'practice' : 'question',
		tries: 1,
		wrong: right ? 0 : 1,
		right_at: right ? event.happenedAt : null,
		last_at: event.happenedAt,
		first_at: event.happenedAt,
		first_event: event.id,
		first_choice: practice ? '' : body.choice,
		first_right: right ? 1 : 0
	};
}

/** Two parts of one item's history: counts add up, times are minimum and maximum, the first is the first (P2). */
const together = (a: ItemTriesRow, b: ItemTriesRow): ItemTriesRow => ({
	...(comesFirst(b, a) ? b : a),
	tries: a.tries + b.tries,
	wrong: a.wrong + b.wrong,
	right_at: earliest(a.right_at, b.right_at),
	last_at: Math.max(a.last_at, b.last_at)
});

/**
 * Counts answers and practices of one learner, in one statement, in any order. The fold of a lesson keeps her newest
 * choice; what a class finds hard shows in the first one.
 */
export async function countTries(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
	const rows = new Map<string, ItemTriesRow>();
	for (const event of events) {
		const row = rowOf(event);
		const key = `${row.course} ${row.lesson} ${row.item}`;
		const before = rows.get(key);
		rows.set(key, before ? together(before, row) : row);
	}
	const held = (column: string) => sql.ref(`item_tries.${column}`);
	const fresh = (column: string) => sql.ref(`excluded.${column}`);
	const smaller = (column: string) =>
		sql<number>`case when ${held(column)} is null or ${fresh(column)} < ${held(column)} then ${fresh(column)} else ${held(column)} end`;
	const earlier = sql`(${fresh('first_at')} < ${held('first_at')} or (${fresh('first_at')} = ${held('first_at')} and ${fresh('first_event')} < ${held('first_event')}))`;
	const first = <T>(column: string) =>
		sql<T>`case when ${earlier} then ${fresh(column)} else ${held(column)} end`;
	await tx
		.insertInto('item_tries')
		.values([...rows.values()])
		.onConflict((c) =>
			c.columns(['learner_id', 'course', 'lesson', 'item']).doUpdateSet({
				tries: sql<number>`${held('tries')} + ${fresh('tries')}`,
				wrong: sql<number>`${held('wrong')} + ${fresh('wrong')}`,
				right_at: smaller('right_at'),
				last_at: sql<number>`case when ${fresh('last_at')} > ${held('last_at')} then ${fresh('last_at')} else ${held('last_at')} end`,
				first_at: first('first_at'),
				first_event: first('first_event'),
				first_choice: first('first_choice'),
				first_right: first('first_right'),
				kind: first('kind')
			})
		)
		.execute();
}
