/**
 * The courses of the repository, read apart from the parser (plain patterns over the files): every cited fact stands in the
 * register, what nobody has checked is said only through a value, both languages are complete, every picture has its text.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { contentDir, readContent } from './read-content.server.ts';

const root = contentDir();
const yaml = <T>(path: string): T => parse(readFileSync(join(root, path), 'utf8')) as T;
const facts = new Map(
	yaml<{ id: string; status: string }[]>('facts.yaml').map((fact) => [fact.id, fact.status])
);
const sources = new Map(yaml<{ key: string; source: string }[]>('values.yaml').map((v) => [v.key, v.source]));
const courses = readdirSync(root).filter((name) => existsSync(join(root, name, 'course.yaml')));
const files = (course: string, folder: string): string[] =>
	readdirSync(join(root, course, folder))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(course, folder, name));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const all = (pattern: RegExp, of: string): string[] => [...of.matchAll(pattern)].map((m) => m[1]!);

test('the courses of the syllabus are here', () => {
	const status = Object.fromEntries(
		courses.map((name) => {
			const { code, status, lessons } = yaml<{ code: string; status: string; lessons: unknown[] }>(
				`${name}/course.yaml`
			);
			return [code, [status, lessons.length]];
		})
	);
	expect(status).toEqual({
		A: ['live', 8],
		B: ['live', 8],
		C: ['live', 7],
		D: ['live', 6],
		E: ['review', 2]
	});
});

test('the check has no word against any of them', () => {
	const { courses: read, findings } = readContent(root, { now: 0 });
	expect([...findings, ...read.flatMap((c) => c.findings)]).toEqual([]);
});

describe.each(courses)('%s', (course) => {
	const lessons = ['ur', 'en'].flatMap((lang) => files(course, lang)).filter((f) => /\/\d\d-/.test(f));

	test.each(lessons)(
		'%s cites facts of the register, and says the unchecked through a value alone',
		(file) => {
			const body = text(file);
			const cited = (/^facts: \[([^\]]*)\]$/m.exec(body)?.[1] ?? '').split(',').map((id) => id.trim());
			expect(cited.filter(Boolean).length).toBeGreaterThan(0);
			const through = new Set(all(/\{\{\s*(\w+)\s*\}\}/g, body).map((key) => sources.get(key)));
			expect(through.has(undefined), 'a value that is none').toBe(false);
			for (const id of cited.filter(Boolean)) {
				expect(facts.has(id), id).toBe(true);
				if (facts.get(id) === 'verify') expect(through.has(id), `${id} is behind a value`).toBe(true);
			}
		}
	);

	test('both languages have the same files, blocks, keys and pictures; each picture has its text in each', () => {
		for (const folder of ['', '/rehearsal', '/check'])
			for (const file of files(course, `ur${folder}`)) {
				const [ur, en] = [text(file), text(file.replace('/ur/', '/en/').replace('/ur', '/en'))];
				for (const pattern of [/\{#([a-z0-9-]+) /g, /\]\(([a-z0-9-]+)\)/g, /\bid: ([a-z]\d+-p\d+)/g])
					expect(all(pattern, en), file).toEqual(all(pattern, ur));
				for (const body of [ur, en]) {
					const shown = [...body.matchAll(/!\[([^\]]*)\]\(([a-z0-9-]+)\)/g)];
					for (const [, alt, name] of shown) {
						expect(alt!.trim().length, `${file}: ${name}`).toBeGreaterThan(5);
						expect(existsSync(join(root, course, 'media', `${name}.svg`)), name).toBe(true);
					}
				}
			}
	});

	test('no question and no practice rests on a value that changes', () => {
		for (const lang of ['ur', 'en'])
			for (const file of [...files(course, `${lang}/check`), ...files(course, `${lang}/rehearsal`)])
				expect(text(file), file).not.toContain('{{');
		for (const file of lessons)
			for (const data of all(/```yaml\n([\s\S]*?)```/g, text(file))) expect(data, file).not.toContain('{{');
	});
});

describe('the banks', () => {
	const items = (course: string) =>
		files(course, 'ur/check').flatMap((file) => all(/:::question\{([^}]*)\}/g, text(file)));

	test.each([
		['selling-online', 36],
		['digital-payments', 36],
		['trust', 36],
		['logistics', 24]
	])('%s has at least %i items, of every level and kind', (course, least) => {
		const bank = items(course);
		expect(bank.length).toBeGreaterThanOrEqual(least);
		const share = (word: string) => bank.filter((item) => item.includes(word)).length / bank.length;
		// The blueprint (syllabus): 40, 40 and 20 of a hundred by level; 30, 50 and 20 by kind.
		for (const [word, about] of [
			['level=easy', 0.4],
			['level=middle', 0.4],
			['level=hard', 0.2],
			['kind=recall', 0.3],
			['kind=scene', 0.5],
			['kind=sum', 0.2]
		] as const)
			expect(Math.abs(share(word) - about), `${word}: ${share(word).toFixed(2)}`).toBeLessThan(0.12);
	});
});
