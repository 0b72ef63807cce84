/** docs/authoring.md, command by command, as an author follows it. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCourse } from '../support/course-command.ts';
import { ownServer as test } from './own-server.ts';
import { expect } from './test.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The lines that an author copies, in their order. */
const COMMANDS = [
	...readFileSync(join(root, 'docs/authoring.md'), 'utf8').matchAll(/^ *npm run course -- (.+)$/gm)
].map((m) => m[1]!.trim());

let at: string;
test.beforeAll(() => {
	at = mkdtempSync(join(tmpdir(), 'qadam-docs-'));
});
test.afterAll(() => rmSync(at, { recursive: true, force: true }));

const edit = (file: string, from: string, to: string) => {
	const path = join(at, 'my-course', file);
	const text = readFileSync(path, 'utf8');
	expect(text).toContain(from);
	writeFileSync(path, text.replace(from, to));
};

/** Until it has printed its addresses and answers at them. */
async function preview(
	args: string[],
	env: Record<string, string | undefined>,
	see: (url: string) => Promise<void>
) {
	const child = spawn(process.execPath, ['src/cli/course.ts', ...args], { cwd: root, env: env as never });
	let said = '';
	child.stdout.on('data', (more: Buffer) => (said += more.toString()));
	child.stderr.on('data', (more: Buffer) => (said += more.toString()));
	const ended = new Promise((resolve) => child.once('exit', resolve));
	try {
		await expect.poll(() => said, { timeout: 120_000 }).toContain('Qadam is ready');
		const [url] = /http:\/\/localhost:\d+\/en\/learn\/my-course\/n1/.exec(said) ?? [];
		expect(said).toContain('/ur/learn/my-course/n1');
		await see(url!);
	} finally {
		child.kill('SIGINT');
		await ended;
	}
}

test('the guide takes an author from nothing to a published lesson, and every command of it does what it says', async ({
	server
}) => {
	test.setTimeout(300_000);
	const env = { ...process.env, ...server.env };
	const ran: string[] = [];
	for (const command of COMMANDS) {
		const args = command.split(' ').map((word) => word.replace('~/courses', at));
		const [name = ''] = args;
		ran.push(name);
		if (name === 'preview') {
			await preview(args, env, async (url) => {
				const page = async () => (await fetch(url)).text();
				expect(await page()).toContain('Nadia laughed.');
				edit('en/01-first-lesson.md', 'Nadia laughed.', 'Nadia laughed aloud.');
				expect(await page()).toContain('Nadia laughed aloud.');
				const picture = /src="(\/media\/my-course\/[^"]+)"/.exec(await page())![1]!;
				expect((await fetch(new URL(picture, url))).status).toBe(200);
				// A fault does not end it: what can be read is shown.
				edit('ur/01-first-lesson.md', 'نادیہ ہنس پڑی۔', 'نادیہ ہنس پڑی');
				expect((await fetch(url)).status).toBe(200);
				edit('ur/01-first-lesson.md', 'نادیہ ہنس پڑی', 'نادیہ ہنس پڑی۔');
			});
			expect(existsSync(join(server.dataDir, 'courses'))).toBe(false);
			continue;
		}
		if (command.startsWith('publish ~')) edit('course.yaml', 'status: draft', 'status: live');
		if (name === 'diff') {
			await expect
				.poll(async () => (await fetch(`${server.url}/ur/learn/my-course/n1`)).status, { timeout: 60_000 })
				.toBe(200);
			edit('en/prepost.md', 'Plain cloth', 'A plain cloth');
		}
		const done = await runCourse(args, env);
		// The register may hold a value whose day has come.
		if (name === 'values') expect(done.stdout).toMatch(/\d+ values?, \d+ overdue/);
		else expect(done.status, `${command}\n${done.stdout}${done.stderr}`).toBe(0);
		if (name === 'diff') expect(done.stdout).toContain('~ test item pp2: english');
	}
	expect(ran).toEqual(['new', 'preview', 'check', 'publish', 'diff', 'publish', 'values']);
});
