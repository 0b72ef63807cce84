import { describe, expect, test } from 'vitest';
import { CONTRACT, migrationState, refuseNarrowed } from './migrate.server.ts';
import { migrations } from './migrations/index.ts';
import { RefusedStart } from './refused-start.server.ts';

/**
 * Statements after which the release before this one would no longer work on the database. What a migration makes itself
 * nobody uses yet.
 */
function narrowing(ddl: string): string[] {
	const made = new Set([...ddl.matchAll(/^create table (\w+)/gm)].map((m) => m[1]));
	return ddl
		.split(/;\n/)
		.map((statement) => statement.trim())
		.filter((statement) => {
			const column = /^alter table (\w+) add column \w+ (.*)$/.exec(statement);
			if (column) return /\bnot null\b/.test(column[2]!) && !/\bdefault\b/.test(column[2]!);
			const unique = /^create unique index \w+ on (\w+)/.exec(statement);
			if (unique) return !made.has(unique[1]);
			return !/^(?:|create (?:table|index|mark|marks)\b[\s\S]*|(?:update|insert into) [\s\S]*)$/.test(
				statement
			);
		});
}

describe('expand first, contract a release later (docs/decisions/027)', () => {
	test.each(Object.entries(migrations).filter(([name]) => !CONTRACT.test(name)))(
		'%s only adds, or its name says otherwise',
		(_, ddl) => expect(narrowing(ddl)).toEqual([])
	);

	test('what takes away or narrows is found', () => {
		const planted = [
			'alter table event drop column late',
			'alter table event rename column late to tardy',
			'drop table shop',
			'alter table event add column colour text not null',
			'create unique index one_shop on shop (name)',
			'delete from shop'
		];
		expect(narrowing(`create table new (a text) {reference};\n${planted.join(';\n')};\n`)).toEqual(planted);
	});
});

describe('a database on which newer migrations ran', () => {
	const known = ['001-a', '002-b'];

	test('serves where they only added', () => {
		const added = migrationState(['001-a', '002-b', '003-c', '004-d'], known);
		expect(added.unknown).toEqual(['003-c', '004-d']);
		for (const state of [added, migrationState(known, known), migrationState(['001-a'], known)])
			expect(() => refuseNarrowed(state)).not.toThrow();
	});

	test('refuses where one took something away, and says which', () => {
		const refused = () => refuseNarrowed(migrationState([...known, '003-c', '004-d-contract'], known));
		expect(refused).toThrow(RefusedStart);
		expect(refused).toThrow(/newer version of Qadam: 004-d-contract took away/);
	});

	test('refuses where one of its own never ran: the two have parted', () => {
		expect(() => refuseNarrowed(migrationState(['001-a', '003-c'], known))).toThrow(
			/002-b of this version never ran/
		);
	});
});
