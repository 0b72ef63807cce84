/**
 * What a running server takes up: a course from outside the repository (published, learnt, updated, judged as it was,
 * withdrawn), and keys that were rotated.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstAdministrator, makeClass } from '../support/administrator.ts';
import { fieldsOf } from '../support/course-a.ts';
import { runCommand, runCourse } from '../support/course-command.ts';
import { PlainBrowser } from '../support/plain-browser.ts';
import type { TestServer } from '../support/server.ts';
import { readContent } from '../../src/lib/catalog/index.server.ts';
import { ownServer as test } from './own-server.ts';
import { expect } from './test.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What the command promises: "within a minute". */
const SOON = { timeout: 60_000, intervals: [1000] };

let at: string;
test.beforeAll(() => {
	at = mkdtempSync(join(tmpdir(), 'qadam-outside-'));
});
test.afterAll(() => rmSync(at, { recursive: true, force: true }));

async function course({ env }: TestServer, ...args: string[]): Promise<string> {
	const done = await runCourse(args, { ...process.env, ...env });
	expect(done.status, done.stdout + done.stderr).toBe(0);
	return done.stdout;
}

const write = (file: string, change: (text: string) => string) =>
	writeFileSync(join(at, 'parcels', file), change(readFileSync(join(at, 'parcels', file), 'utf8')));

test('a course from outside is taken while the server runs, updated, and withdrawn; an old form is judged as it was', async ({
	server
}) => {
	test.setTimeout(300_000);
	const page = (path: string) => fetch(`${server.url}${path}`);
	const lesson = '/en/learn/parcels/n1';
	expect((await page(lesson)).status).toBe(404);

	await course(server, 'new', join(at, 'parcels'));
	write('course.yaml', (t) => t.replace('status: draft', 'status: live'));
	await course(server, 'publish', join(at, 'parcels'));
	await expect.poll(async () => (await page(lesson)).status, SOON).toBe(200);
	// Published bytes, not a page made for this request: what a phone takes home.
	await expect
		.poll(async () => (await page(lesson)).headers.get('x-qadam-part'), SOON)
		.toMatch(/^[0-9a-f]{64}$/);
	const edition = async (): Promise<{ version: string; parts: { path: string }[] }> =>
		(await page('/api/editions/parcels/en')).json();
	const first = await edition();
	for (const { path } of first.parts) expect((await page(path)).status, path).toBe(200);
	for (const lang of ['ur', 'en']) expect(await (await page(`/${lang}`)).text()).toContain('/learn/parcels');

	// She opens the check; the course changes; she hands it in.
	const admin = await firstAdministrator(server);
	const number = await makeClass(admin, 'Outside', 'Class');
	const her = new PlainBrowser(server.url);
	await her.open(`/en/join?class=${number}`);
	await her.submit({ field: 'name' }, { name: 'Shabana', digits: '735190', consent_learning: 'yes' });
	await her.open('/en/learn/parcels/check');
	const form = her.current;
	const { items } = readContent(join(at, 'parcels'), { now: 0, registersDir: join(root, 'src/content') })
		.courses[0]!.course!.check;

	for (const lang of ['ur', 'en'])
		write(`${lang}/check/01-first-lesson.md`, (t) =>
			t
				.replace('- [x] 12', '- [x] 13')
				.replace('- [x]', '- [ ]')
				.replace('- [ ] رات', '- [x] رات')
				.replace('- [ ] A bulb', '- [x] A bulb')
		);
	expect(await course(server, 'diff', join(at, 'parcels'))).toMatch(/!! n1-c1 has another right answer/);
	await course(server, 'publish', join(at, 'parcels'));
	await expect.poll(async () => (await edition()).version, SOON).not.toBe(first.version);

	her.page = form;
	const answers = items.map((item) => fieldsOf(item, item.key[0]!, item.id));
	await her.submit({ field: 'number' }, Object.assign({}, ...answers) as Record<string, string>);
	expect(her.current.url.pathname).toBe('/en/learn/parcels/check/result');
	expect(her.current.text).toContain('Passed');

	await course(server, 'publish', '--withdraw', 'parcels');
	await expect.poll(async () => (await page(lesson)).status, SOON).toBe(404);
	await expect.poll(async () => (await page('/api/editions/parcels/en')).status, SOON).toBe(404);
	expect(await (await page('/en')).text()).not.toContain('/learn/parcels');
	expect((await page('/en/learn/selling-online/a1')).status).toBe(200);
	await her.open('/en/me');
	expect(her.current.status).toBe(200);

	// It is there again after a restart, and only what was not withdrawn.
	await course(server, 'publish', join(at, 'parcels'));
	await server.stop();
	await server.restart();
	expect((await page(lesson)).status).toBe(200);
});

test('B3, B4 rotated keys stand in the pages that verify without a signal, while the server runs', async ({
	server
}) => {
	test.setTimeout(120_000);
	const keys = async (act: string) => {
		const said = await runCommand('keys', [act], { ...process.env, ...server.env });
		expect(said.status, said.stderr).toBe(0);
		return [...said.stdout.matchAll(/^(z6Mk\w+) {2}made/gm)].map((found) => found[1]!);
	};
	const shell = async (path: string) => (await fetch(`${server.url}${path}`)).text();
	const [old] = await keys('list');
	expect(await shell('/ur/phone/badge')).toContain(old);
	const [, added] = await keys('rotate');
	for (const path of ['/ur/phone/badge', '/en/verify'])
		await expect.poll(() => shell(path), SOON).toContain(added);
	expect(await shell('/ur/phone/badge')).toContain(old);
});

test('keys are rotated nowhere but in an installation', async () => {
	const nowhere = join(at, 'nowhere');
	for (const act of ['list', 'rotate']) {
		const said = await runCommand('keys', [act], { ...process.env, DATA_DIR: nowhere });
		expect(said.status).toBe(1);
		expect(said.stderr).toContain(nowhere);
	}
	expect(existsSync(nowhere)).toBe(false);
});
