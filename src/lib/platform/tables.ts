/**
 * Every table and how it is keyed. Learner- and organisation-keyed tables are hash-partitioned in the PostgreSQL
 * tests, and SQL on the learner's path without the key is refused (keyed-queries.server.ts), so that a distributed
 * PostgreSQL can shard them. What that proves, and what not, stands in docs/scale.md, with the key of every table.
 */
import { readMark, type Mark } from './marks.ts';
import { migrations } from './migrations/index.ts';

export type Keyed = 'learner' | 'organisation' | 'lookup' | 'reference';

/** Read from the migrations, so that no table can be forgotten here. */
export const tables: ReadonlyMap<string, Keyed> = new Map(
	Object.values(migrations).flatMap((ddl) =>
		[...ddl.matchAll(/create table (\w+) \([\s\S]*?\{(learner|organisation|lookup|reference)\};/g)].map(
			(m): [string, Keyed] => [m[1]!, m[2] as Keyed]
		)
	)
);

export const keyColumn = (keyed: Keyed): string | undefined =>
	keyed === 'learner' ? 'learner_id' : keyed === 'organisation' ? 'organisation_id' : undefined;

/** Tables with rows of a learner: keyed by her, finding her by something else, or an organisation's that name her. */
export const learnerTables: readonly string[] = Object.values(migrations).flatMap((ddl) =>
	[
		...ddl.matchAll(
			/create table (\w+) \([^;]*?\blearner_id text not null[^;]*?\{(?:learner|lookup|organisation)\};/g
		)
	].map((m) => m[1]!)
);

/** Tables of which a change marks learners for the fold of reports. */
export const marks: readonly Mark[] = Object.values(migrations).flatMap((ddl) =>
	ddl.split(';\n').flatMap((statement) => readMark(statement.trim()) ?? [])
);
