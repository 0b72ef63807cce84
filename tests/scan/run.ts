/**
 * `npm run test:scan [-- --who nobody|seller|admin]`: Debian's wapiti and sqlmap look for holes in the demo on this machine, as nobody, as a seller and as staff.
 * Each is bounded in time. Ends with `N passed, N failed`: each scan as one. Not a part of CI (docs/security.md).
 */
import { spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { explore, matchersOf, type Explored } from '../fuzz/explore.ts';
import { needPackages } from '../support/debian.ts';
import { startDemo } from '../support/demo.ts';
import { routesOnDisk } from '../support/doors.ts';
import { send } from '../support/raw.ts';
import { scratchInMemory } from '../support/scratch.ts';
import { openSite, type Site } from '../support/site.ts';

/** Seconds that one scan may take, and of sqlmap one form; what it has not come to by then it has not looked at. */
const CRAWL = 30;
const ATTACK = 15;
const SQLMAP = 8;
/** Forms and addresses with a query that sqlmap gets of each person's pages. */
const TARGETS = 6;

/** What is looked for. Lists that are fetched from elsewhere (wapp, nikto), and guessing of names and passwords, are left out. */
const MODULES = [
	...['sql', 'blindsql', 'xss', 'permanentxss', 'exec', 'file', 'redirect', 'crlf', 'xxe', 'ssrf'],
	...['shellshock', 'htaccess', 'backup', 'csp', 'cookieflags', 'http_headers']
].join();

/** What it finds and what is none. */
const EXPECTED: readonly [finding: RegExp, why: string][] = [
	[/Secure flag is not set/i, 'the demo is asked over plain http; over https it is set (cookies.test.ts)'],
	[/HttpOnly flag is not set/i, 'of the phone’s own markers alone'],
	[/Strict-Transport-Security is not set/i, 'the same: over https it is sent'],
	[/X-XSS-Protection is not set/i, 'no browser has it any more; the policy forbids scripts'],
	[/X-Frame-Options is not set/i, 'frame-ancestors of the policy says it to every browser we serve']
];

interface Wapiti {
	vulnerabilities: Record<string, { method: string; path: string; info: string; parameter: string }[]>;
	anomalies: Wapiti['vulnerabilities'];
}

const { values } = parseArgs({ options: { who: { type: 'string' } } });
needPackages(['wapiti', 'sqlmap']);
scratchInMemory();
buildIfNeeded();
const began = Date.now();
const { server, logins } = await startDemo();
// Whatever ends this, the server ends with it.
process.once('exit', () => void server.stop('SIGKILL'));
const site = await openSite(server, logins);
const { url } = site;
const folder = mkdtempSync(join(tmpdir(), 'qadam-scan-'));
let [passed, failed] = [0, 0];

/** Runs it, and ends it when its time is over. */
function run(program: string, args: readonly string[], seconds: number): Promise<string> {
	return new Promise((resolve, reject) => {
		let said = '';
		const child = spawn(program, args, {
			env: { ...process.env, HOME: folder },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		const late = setTimeout(() => child.kill('SIGINT'), seconds * 1000);
		const gone = setTimeout(() => child.kill('SIGKILL'), (seconds + 20) * 1000);
		child.stdout.on('data', (chunk) => (said += chunk));
		child.stderr.on('data', (chunk) => (said += chunk));
		child.once('error', reject);
		child.once('close', () => {
			clearTimeout(late);
			clearTimeout(gone);
			resolve(said);
		});
	});
}

function judge(what: string, found: readonly string[], looked: string): void {
	const left = found.filter((one) => !EXPECTED.some(([finding]) => finding.test(one)));
	if (left.length) failed++;
	else passed++;
	console.log(`${left.length ? '✗' : 'ok     '} ${what}: ${left.length} findings; ${looked}`);
	for (const one of new Set(left)) console.log(`    ${one.slice(0, 300)}`);
}

/**
 * A way in for the scanners that keeps somebody logged in: whatever they send goes on as hers and from a page of ours (else every
 * form would be refused before it is read), and a log-out goes nowhere.
 */
async function doorOf(cookie: string): Promise<{ at: string; close(): void }> {
	const { hostname, port } = new URL(url);
	const door = createServer((asked, answer) => {
		if (/log-?out/.test(asked.url ?? '')) return void answer.writeHead(204).end();
		const headers = { ...asked.headers, host: new URL(url).host, origin: url, cookie };
		const on = request({ hostname, port, path: asked.url!, method: asked.method!, headers }, (back) => {
			answer.writeHead(back.statusCode!, back.headers);
			back.pipe(answer);
		});
		on.on('error', () => answer.writeHead(502).end());
		asked.pipe(on);
	});
	await new Promise<void>((ready) => door.listen(0, '127.0.0.1', ready));
	return {
		at: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
		close: () => {
			door.close();
			door.closeAllConnections();
		}
	};
}

async function wapiti(who: string, door: string, at: readonly string[]): Promise<void> {
	const report = join(folder, `wapiti-${who}.json`);
	const said = await run(
		'wapiti',
		[
			...['-u', `${door}${at[0]}`, '--scope', 'domain', '-m', MODULES, '-f', 'json', '-o', report],
			...['--max-scan-time', String(CRAWL), '--max-attack-time', String(ATTACK), '-d', '4'],
			...['--max-links-per-page', '30', '--max-files-per-dir', '15', '-S', 'normal', '-l', '1'],
			...['--store-session', join(folder, `session-${who}`), '--flush-session', '--no-bugreport', '-v', '1'],
			...at.slice(1).flatMap((path) => ['-s', `${door}${path}`])
		],
		CRAWL + 17 * ATTACK
	);
	let read: Wapiti;
	try {
		read = JSON.parse(readFileSync(report, 'utf8')) as Wapiti;
	} catch {
		return judge(`wapiti as ${who}`, [`no report: ${said.slice(-400)}`], 'nothing');
	}
	const found = [...Object.entries(read.vulnerabilities), ...Object.entries(read.anomalies)].flatMap(
		([kind, all]) => all.map((one) => `${kind}: ${one.method} ${one.path} ${one.parameter}: ${one.info}`)
	);
	const asked = new Set([...said.matchAll(/^\[\+\] ((?:GET|POST) \S+)/gm)].map(([, what]) => what));
	judge(`wapiti as ${who}`, found, `${asked.size} addresses and forms`);
}

async function sqlmap(who: string, door: string, { forms, queries }: Targets): Promise<void> {
	const out = join(folder, `sqlmap-${who}`);
	const requests = [
		...queries.map((path) => ({ path, body: undefined })),
		...forms.map(({ path, fields }) => ({ path, body: new URLSearchParams(fields).toString() }))
	].slice(0, 2 * TARGETS);
	const found: string[] = [];
	let late = 0;
	for (const [n, { path, body }] of requests.entries()) {
		const file = join(folder, `request-${who}-${n}.txt`);
		const lines = [`${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`, `Host: ${new URL(door).host}`];
		if (body !== undefined) lines.push('Content-Type: application/x-www-form-urlencoded');
		writeFileSync(file, `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
		const said = await run(
			'sqlmap',
			[
				...['-r', file, '--batch', '--level', '1', '--risk', '1', '--technique', 'BEU', '--dbms', 'sqlite'],
				...['--output-dir', out, '--disable-coloring', '--flush-session', '--ignore-code', '*'],
				...['--drop-set-cookie', '--ignore-stdin', '--skip', '_form']
			],
			SQLMAP
		);
		if (!/\[\*\] ending @/.test(said)) late++;
		if (/is vulnerable|injection point\(s\)/i.test(said)) found.push(`${path}: ${said.slice(-300)}`);
	}
	for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' }))
		if (name.endsWith('/log') && readFileSync(join(out, name), 'utf8').trim())
			found.push(`sqlmap wrote ${name}`);
	judge(
		`sqlmap as ${who}`,
		found,
		`${requests.length} forms and addresses, of ${late} not all that they take`
	);
}

interface Targets {
	forms: Explored['forms'];
	queries: string[];
}

async function targetsOf(who: keyof Site['cookies'], from: string[]): Promise<Targets> {
	const found: Explored = { params: new Map(), forms: [], pages: 0, queries: [] };
	await explore(url, who, site.cookies[who], from, matchersOf(routesOnDisk().keys()), found);
	const once = new Map(
		found.forms.filter(({ route }) => !route.includes('logout')).map((form) => [form.route, form])
	);
	const asked = new Map(found.queries.map((path) => [path.split('?')[0]!, path]));
	return { forms: [...once.values()].slice(0, TARGETS), queries: [...asked.values()].slice(0, TARGETS) };
}

const { handle, organisation } = site.known;
const PEOPLE: [who: keyof Site['cookies'], at: string[]][] = [
	['nobody', ['/en', `/en/shop/${handle}`, '/en/verify', '/en/login', '/en/join', '/en/staff/login']],
	['seller', ['/en/me', '/en/sell', '/en/sell/orders', '/en/sell/edit', '/en/learn/selling-online/a1']],
	['admin', ['/en/staff', '/en/staff/admin', `/en/staff/${organisation}`, `/en/staff/${organisation}/report`]]
];
for (const [who, at] of PEOPLE.filter(([one]) => (values.who ?? one) === one)) {
	const targets = await targetsOf(who, at);
	const door = await doorOf(site.cookies[who]);
	await sqlmap(who, door.at, targets);
	await wapiti(who, door.at, at);
	door.close();
}
judge(
	'the server',
	[
		...((await send(url, { path: '/healthz' })).status === 200 ? [] : ['answers no more']),
		...server
			.output()
			.split('\n')
			.filter((line) => line.includes('"level":"error"'))
	],
	'its log'
);
await server.stop();
server.remove();
rmSync(folder, { recursive: true, force: true });
console.log(`${Math.round((Date.now() - began) / 1000)} s\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
