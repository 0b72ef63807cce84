import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { learnerTables, tables } from '../platform/tables.ts';
import { leftOut } from './own-tables.ts';

const root = new URL('../../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const docs = read('docs/privacy.md');

const [, every] = /\n## Every table\n([\s\S]*?)\n## /.exec(docs)!;
const rows = (text: string) =>
	[...text.matchAll(/^\| (`.+)\|$/gm)].map(([, line]) => line!.split('|').map((cell) => cell.trim()));
const named = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

test('K5 docs/privacy.md says of every table what it is for, and of none that is not there', () => {
	const said = rows(every!).flatMap(([names]) => named(names!));
	expect(said.toSorted()).toEqual([...tables.keys()].sort());
	for (const row of rows(every!)) {
		expect([row[0], row.length]).toEqual([row[0], 5]);
		expect([row[0], row[1] !== '' && row[2] !== '']).toEqual([row[0], true]);
	}
});

test('K5 what is hers stands under what is hers', () => {
	const [, hers] = /\n### Hers [\s\S]*?\n([\s\S]*?)\n### /.exec(every!)!;
	expect(
		rows(hers!)
			.flatMap(([names]) => named(names!))
			.sort()
	).toEqual([...learnerTables].sort());
});

test('K5 each period has its job, and its test is there', () => {
	const jobs = [...read('src/lib/jobs.server.ts').matchAll(/\bname: '([\w-]+)'/g)].map(([, name]) => name!);
	const periods = rows(every!).filter(([, , ends]) => /\([a-z]+-?[a-z]*\)/.test(ends!) && !/^—/.test(ends!));
	const kept = periods.flatMap(([names, , ends, , proof]) =>
		[...ends!.matchAll(/\(([a-z]+(?:-[a-z]+)?)\)/g)]
			.filter(([, job]) => jobs.includes(job!))
			.map(([, job]) => ({ names, job: job!, proof: named(proof!) }))
	);
	// Every job that forgets something is named beside what it forgets.
	const FORGET = jobs.filter((name) => /^(?:ended|stale|old|quiet|import)/.test(name));
	expect(FORGET).toHaveLength(8);
	expect([...new Set(kept.map(({ job }) => job))]).toEqual(expect.arrayContaining(FORGET));
	for (const { names, proof } of kept) {
		expect([names, proof.length]).toEqual([names, 1]);
		expect([proof[0], existsSync(new URL(proof[0]!, root))]).toEqual([proof[0], true]);
	}
});

test('K5 what the copy leaves out is said', () => {
	for (const table of Object.keys(leftOut))
		if (table !== 'safeguarding_report') expect(docs).toContain(`\`${table}\``);
	expect(docs).toContain('What she said of being troubled');
});
