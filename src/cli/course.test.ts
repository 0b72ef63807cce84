import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let at: string;
beforeEach(() => {
	at = mkdtempSync(join(tmpdir(), 'qadam-author-'));
});
afterEach(() => rmSync(at, { recursive: true, force: true }));

/** As an author types it, with a data folder of the test's own. */
function course(...args: string[]): { code: number | null; said: string } {
	const done = spawnSync(process.execPath, ['src/cli/course.ts', ...args], {
		cwd: root,
		encoding: 'utf8',
		env: { ...process.env, DATA_DIR: join(at, 'data'), DATABASE_URL: '' }
	});
	return { code: done.status, said: done.stdout + done.stderr };
}
const edit = (file: string, change: (text: string) => string) => {
	const path = join(at, file);
	const before = readFileSync(path, 'utf8');
	const after = change(before);
	expect(after, file).not.toBe(before);
	writeFileSync(path, after);
};

describe('a new course', () => {
	test('passes the check at once, as a draft, with every kind of part in both languages', () => {
		const made = course('new', join(at, 'my-course'));
		expect(made).toMatchObject({ code: 0 });
		expect(made.said).toContain('npm run course -- preview');
		const checked = course('check', join(at, 'my-course'), '--json');
		expect(JSON.parse(checked.said)).toEqual({
			courses: ['my-course'],
			errors: 0,
			warnings: 0,
			findings: []
		});
		const main = readFileSync(join(at, 'my-course/course.yaml'), 'utf8');
		expect(main).toContain('id: my-course');
		expect(main).toContain('status: draft');
		for (const lang of ['ur', 'en']) {
			const text = readFileSync(join(at, `my-course/${lang}/01-first-lesson.md`), 'utf8');
			for (const part of ['part=hook', 'part=idea', 'part=example', 'part=close', 'kind=play', '#n1-q1'])
				expect(text).toContain(part);
		}
	});

	test('touches nothing that is there, and takes no name that cannot be an id', () => {
		course('new', join(at, 'mine'));
		edit('mine/course.yaml', (t) => `${t}# mine\n`);
		expect(course('new', join(at, 'mine'))).toMatchObject({
			code: 1,
			said: expect.stringContaining('exists')
		});
		expect(readFileSync(join(at, 'mine/course.yaml'), 'utf8')).toContain('# mine');
		for (const name of ['My-Course', '9lives', 'a.b', 'نیا'])
			expect(course('new', join(at, name)), name).toMatchObject({ code: 1 });
		expect(existsSync(join(at, 'My-Course'))).toBe(false);
	});
});

describe('the check', () => {
	test('names file, line, rule and remedy, also for programs, and reads the registers beside the course', () => {
		course('new', join(at, 'mine'));
		edit('mine/ur/01-first-lesson.md', (t) => t.replace('نادیہ ہنس پڑی۔', 'نادیہ ہنس پڑی'));
		const plain = course('check', join(at, 'mine'));
		expect(plain).toMatchObject({ code: 1 });
		expect(plain.said).toMatch(/^mine\/ur\/01-first-lesson\.md:13 error U09 .* → End the paragraph/m);
		const { findings } = JSON.parse(course('check', join(at, 'mine'), '--json').said) as {
			findings: object[];
		};
		expect(findings).toEqual([
			expect.objectContaining({
				file: 'mine/ur/01-first-lesson.md',
				line: 13,
				rule: 'U09',
				severity: 'error'
			})
		]);
		writeFileSync(join(at, 'values.yaml'), '- key: x\n');
		expect(course('check', join(at, 'mine')).said).toMatch(/values\.yaml:1 error C3\.yaml/);
	});
});

describe('the values', () => {
	test('what is due comes first, with its places, and an overdue one ends with 1', () => {
		cpSync(join(root, 'tests/fixtures/courses'), join(at, 'content'), { recursive: true });
		edit('content/values.yaml', (t) => t.replace(/check_by: \d{4}/, 'check_by: 2020'));
		const { code, said } = course('values', join(at, 'content'));
		expect(code).toBe(1);
		const [, first] = said.split('\n');
		expect(first).toMatch(/^2020-\S+ +\w+ .*overdue$/);
		expect(said).toContain('tiny t1-02');
		expect(said).toContain('1 overdue');
		edit('content/values.yaml', (t) => t.replace('check_by: 2020', 'check_by: 2999'));
		expect(course('values', join(at, 'content'))).toMatchObject({ code: 0 });
		expect(JSON.parse(course('values', join(at, 'content'), '--json').said)).toMatchObject({ overdue: 0 });
	});
});

describe('publishing and its difference', () => {
	test('a draft is refused, a live course taken, an update told, and none left after it was withdrawn', () => {
		course('new', join(at, 'mine'));
		expect(course('publish', join(at, 'mine'))).toMatchObject({
			code: 1,
			said: expect.stringContaining('draft')
		});
		edit('mine/course.yaml', (t) => t.replace('status: draft', 'status: live'));
		expect(course('publish', join(at, 'mine'))).toMatchObject({
			code: 0,
			said: expect.stringContaining('is published')
		});
		expect(course('publish', join(at, 'mine')).said).toContain('live already');
		edit('mine/en/01-first-lesson.md', (t) => t.replace('Nadia laughed.', 'Nadia laughed aloud.'));
		expect(course('publish', join(at, 'mine')).said).toContain('takes the place');
		expect(course('publish', '--withdraw', 'mine')).toMatchObject({ code: 0 });
		expect(course('publish', '--withdraw', 'mine')).toMatchObject({ code: 1 });
	});

	test('a wrong command says how', () => {
		for (const args of [[], ['publish'], ['new'], ['diff'], ['publish', '--withdraw'], ['toString']])
			expect(course(...args), args.join(' ')).toMatchObject({
				code: 2,
				said: expect.stringContaining('npm run course')
			});
		expect(course('diff', join(at, 'none'))).toMatchObject({ code: 1 });
		expect(course('check', join(at, 'none'))).toMatchObject({ code: 1 });
	});
});
