import { migrations } from '../../src/lib/platform/migrations/index.ts';

const ddl = Object.values(migrations).join('\n');

/** Columns of any table with their types, from the migrations themselves, those that came later too. */
export function columnsOf(table: string): { name: string; type: string; allowed?: string }[] {
	const [, made] = new RegExp(`create table ${table} \\(([\\s\\S]*?), primary key`).exec(ddl)!;
	const added = [...ddl.matchAll(new RegExp(`alter table ${table} add column ([^;]+);`, 'g'))].map(
		([, column]) => column!
	);
	return [...made!.split(/, (?=\w+ (?:text|\{))/), ...added].map((column) => {
		const [, name, type] = /^(\w+) (text|\{int\}|\{real\}|\{blob\})/.exec(column)!;
		return { name: name!, type: type!, allowed: /in \('([\w-]+)'/.exec(column)?.[1] };
	});
}

/**
 * A row of any table that names a learner, as far as its own rules ask for one: each text says which column it is and
 * whose, so that it can be looked for.
 */
export function anyRow(table: string, learnerId: string): Record<string, unknown> {
	const row = Object.fromEntries(
		columnsOf(table).map(({ name, type, allowed }) => [
			name,
			type === 'text' ? (allowed ?? `${name}-of-${learnerId}`) : type === '{blob}' ? new Uint8Array(2) : 1
		])
	);
	return { ...row, learner_id: learnerId };
}
