import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { madeTableOf, SCALE, shardingTable } from '../../../tests/support/sharding-keys.ts';
import { migrations } from './migrations/index.ts';
import { learnerTables, tables } from './tables.ts';

/** Released without one, and frozen. */
const WALKED = [
	'join_key',
	'award_lookup',
	'shop_handle',
	'shop_order_secret',
	'cohort_member',
	'safeguarding_report',
	'held_staff_act'
];

test('what is hers is found by her id: an erasure walks no further table', () => {
	const ddl = Object.values(migrations).join('\n');
	const slow = learnerTables.filter((table) => {
		const [, key] = new RegExp(`create table ${table} \\([\\s\\S]*?primary key \\((\\w+)`).exec(ddl)!;
		return (
			key !== 'learner_id' && !new RegExp(`create (?:unique )?index \\w+ on ${table} \\(learner_id`).test(ddl)
		);
	});
	expect(slow).toEqual(WALKED);
});

test('docs/scale.md says of every table its kind and key', () => {
	const said = madeTableOf(readFileSync(SCALE, 'utf8'));
	for (const [table, kind] of tables) expect(said).toContain(`| \`${table}\` | ${kind} | `);
	// Where it differs: node tests/support/sharding-keys.ts
	expect(said).toBe(shardingTable());
});

test('nothing in the schema has to be looked up on another shard, or counted in one place', () => {
	const ddl = Object.values(migrations).join('\n');
	expect(ddl).not.toMatch(
		/\breferences\b|\bforeign key\b|\b\w*serial\b|\bidentity\b|\bnextval\b|\bautoincrement\b/i
	);
});
