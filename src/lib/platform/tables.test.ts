import { expect, test } from 'vitest';
import { migrations } from './migrations/index.ts';
import { learnerTables } from './tables.ts';

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
