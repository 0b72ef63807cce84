/**
 * The table of docs/scale.md that says of every table how it would be spread over a distributed PostgreSQL, made from the
 * migrations. `node tests/support/sharding-keys.ts` writes it anew; a unit test holds the document against it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrations } from '../../src/lib/platform/migrations/index.ts';
import { keyColumn, marks, tables } from '../../src/lib/platform/tables.ts';

export const SCALE = fileURLToPath(new URL('../../docs/scale.md', import.meta.url));
const BEGIN = '<!-- made by tests/support/sharding-keys.ts -->';
const END = '<!-- end of what is made -->';

const ddl = Object.values(migrations).join('\n');
const columns = (list: string): string[] => list.split(', ');

/** Unique constraints and indexes of a table, its primary key first. */
function uniquesOf(table: string): string[][] {
	const [, body = ''] = new RegExp(`create table ${table} \\((.*)\\) \\{`).exec(ddl)!;
	const indexes = ddl.matchAll(new RegExp(`create unique index \\w+ on ${table} \\(([\\w, ]+)\\)`, 'g'));
	const [, primary] = /primary key \(([\w, ]+)\)/.exec(body)!;
	return [
		columns(primary!),
		...[...body.matchAll(/ unique \(([\w, ]+)\)/g), ...indexes].map(([, list]) => columns(list!))
	];
}

/** Which columns of a look-up are asked for besides its key: each such question goes to every shard. */
const otherIndexesOf = (table: string): string[] =>
	[...ddl.matchAll(new RegExp(`create index \\w+ on ${table} \\((\\w+)`, 'g'))].map(([, first]) => first!);

/** By which column a table would be spread; nothing where it is kept whole on every node. */
export function distributedBy(table: string): string | undefined {
	const kind = tables.get(table)!;
	return kind === 'lookup' ? uniquesOf(table)[0]![0] : keyColumn(kind);
}

/** What stands in the way of spreading it by its key as it is. */
export function obstaclesOf(table: string): string[] {
	const key = distributedBy(table);
	if (key === undefined) return [];
	return [
		...uniquesOf(table)
			.filter((unique) => !unique.includes(key))
			.map((unique) => `unique (${unique.join(', ')}) lacks the key`),
		...marks
			.filter((mark) => mark.table === table)
			.map(({ by }) =>
				by.length || tables.get(table) !== 'learner'
					? 'its trigger marks learners of other shards'
					: 'its trigger marks her, on the same shard'
			),
		...(tables.get(table) === 'lookup'
			? otherIndexesOf(table)
					.filter((column) => column !== key)
					.map((column) => `asked by ${column} too: every shard`)
			: [])
	];
}

/** @returns rows of Markdown, a table of the database each, by kind and then in the order of the migrations */
export function shardingTable(): string {
	const order = ['learner', 'organisation', 'lookup', 'reference'];
	const rows = [...tables]
		.toSorted(([, a], [, b]) => order.indexOf(a) - order.indexOf(b))
		.map(
			([table, kind]) =>
				`| \`${table}\` | ${kind} | ${distributedBy(table) ?? 'none: whole on every node'} | ${obstaclesOf(table).join('; ')} |`
		);
	return ['| table | declared | key | in the way |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** What of a document was made by {@link shardingTable}. */
export function madeTableOf(text: string): string | undefined {
	const [, rest] = text.split(`${BEGIN}\n`);
	return rest?.split(`\n${END}`)[0];
}

if (import.meta.main) {
	const text = readFileSync(SCALE, 'utf8');
	const made = madeTableOf(text);
	if (made === undefined) throw new Error(`${SCALE} has no place for the table`);
	const around = (between: string) => `${BEGIN}\n${between}\n${END}`;
	writeFileSync(
		SCALE,
		text.replace(around(made), () => around(shardingTable()))
	);
}
