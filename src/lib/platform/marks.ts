/**
 * Marks in the database (docs/decisions/025-reports.md): a change of a row that reports are counted from marks its learner in
 * `report_dirty`, in the same transaction, whoever wrote the statement. A migration says it in one line a table:
 *
 *   create mark on TABLE [by COLUMNS] [when COLUMNS]
 *
 * `by`: rows of the table name no learner; everybody in the classes with these columns is marked. `when`: of an update only a
 * change of these columns counts. `create marks` comes before the first of them.
 */

export interface Mark {
	table: string;
	by: readonly string[];
	when: readonly string[];
}

const LINE = /^create mark on (\w+)(?: by ([\w, ]+?))?(?: when ([\w, ]+))?$/;
const names = (list: string | undefined): string[] => list?.split(', ') ?? [];

/** @returns nothing for a statement of another kind */
export function readMark(statement: string): Mark | undefined {
	const [, table, by, when] = LINE.exec(statement) ?? [];
	return table ? { table, by: names(by), when: names(when) } : undefined;
}

/** What the database's own clock says, UTC ms: a trigger has no other. */
export const sqlNow = (sqlite: boolean): string =>
	sqlite
		? `cast(unixepoch('subsec') * 1000 as integer)`
		: `cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;

const INTO = 'insert into report_dirty (learner_id, since)';

/** SQLite has one writer: a mark that stands is enough. */
const sqliteMark = (row: 'new' | 'old', { by }: Mark): string =>
	by.length
		? `${INTO} select distinct learner_id, ${sqlNow(true)} from cohort_member where ${by.map((c) => `${c} = ${row}.${c}`).join(' and ')} on conflict (learner_id) do nothing;`
		: `${INTO} values (${row}.learner_id, ${sqlNow(true)}) on conflict (learner_id) do nothing;`;

/**
 * PostgreSQL. The mark that stands is locked and not written anew (a row that fails the `where` of an upsert is locked all the
 * same): so a change that is not committed yet waits for the fold that is under way, or is passed over by it. Several at once are locked
 * in one order.
 */
const LOCKED = 'on conflict (learner_id) do update set since = report_dirty.since where false';

const body = (name: string, each: (row: 'new' | 'old') => string) =>
	`create function ${name}() returns trigger language plpgsql as $$ begin if tg_op <> 'DELETE' then ${each('new')} end if; if tg_op = 'DELETE' then ${each('old')} end if; return null; end $$`;

const members = (by: readonly string[]) => (row: 'new' | 'old') =>
	`${INTO} select distinct learner_id, ${sqlNow(false)} from cohort_member where ${by.map((c) => `${c} = ${row}.${c}`).join(' and ')} order by learner_id ${LOCKED};`;

const functionOf = ({ by }: Pick<Mark, 'by'>): string =>
	['report_mark', ...by.map((column) => column.replace('_id', ''))].join('_');

/** What `create marks` stands for. */
export const markFunctions = (sqlite: boolean): string[] =>
	sqlite
		? []
		: [
				body(
					functionOf({ by: [] }),
					(row) => `${INTO} values (${row}.learner_id, ${sqlNow(false)}) ${LOCKED};`
				),
				...[['organisation_id'], ['organisation_id', 'cohort_id']].map((by) =>
					body(functionOf({ by }), members(by))
				)
			];

/** The triggers of one mark. No row of these tables ever goes from one learner to another: that is a deletion and an insertion. */
export const markTriggers = (mark: Mark, sqlite: boolean): string[] =>
	(['insert', 'update', 'delete'] as const).map((act) => {
		const { table, when } = mark;
		const differs = when.map((c) => `old.${c} ${sqlite ? 'is not' : 'is distinct from'} new.${c}`);
		const guard = act === 'update' && when.length ? ` when (${differs.join(' or ')})` : '';
		const columns = act === 'update' && when.length ? ` of ${when.join(', ')}` : '';
		const head = `create trigger mark_${table}_${act} after ${act}${columns} on ${table} for each row${guard}`;
		return sqlite
			? `${head} begin ${sqliteMark(act === 'delete' ? 'old' : 'new', mark)} end`
			: `${head} execute function ${functionOf(mark)}()`;
	});
