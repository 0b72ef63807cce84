/**
 * `npm run test:scan`: Debian's wapiti and sqlmap look for holes in the demo on this machine, as nobody, as a seller and as staff.
 * Each is bounded in time. Ends with `N passed, N failed`: each scan as one. Not a part of CI (docs/security.md).
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { explore, matchersOf, type Explored } from '../fuzz/explore.ts';
import { needPackages } from '../support/debian.ts';
import { startDemo } from '../support/demo.ts';
import { routesOnDisk } from '../support/doors.ts';
import { send } from '../support/raw.ts';
import { scratchInMemory } from '../support/scratch.ts';
import { openSite, type Site } from '../support/site.ts';

/** Seconds that one scan may take; what it has not come to by then it has not looked at. */
const WAPITI = 150;
const ATTACK = 25;
const SQLMAP = 150;
/** Forms and addresses with a query that sqlmap gets of each person's pages. */
const TARGETS = 14;

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

needPackages(['wapiti', 'sqlmap']);
scratchInMemory();
buildIfNeeded();
const began = Date.now();
const { server, logins } = await startDemo();
const site = await openSite(server, logins);
const { url } = site;
const folder = mkdtempSync(join(tmpdir(), 'qadam-scan-'));
let [passed, failed] = [0, 0];

/** Runs it, and ends it when its time is over. */
function run(program: string, args: readonly string[], seconds: number): Promise<string> {
	return new Promise((resolve, reject) => {
		let said = '';
		const child = spawn(program, args, { env: { ...process.env, HOME: folder }, stdio: 'pipe' });
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

/** The same as a browser of ours would send: without it every form would be refused before it is read. */
const headersOf = (cookie: string): string[] => [`Origin: ${url}`, ...(cookie ? [`Cookie: ${cookie}`] : [])];

async function wapiti(who: string, cookie: string, at: readonly string[]): Promise<void> {
	const report = join(folder, `wapiti-${who}.json`);
	const said = await run(
		'wapiti',
		[
			...['-u', `${url}${at[0]}`, '--scope', 'domain', '-m', MODULES, '-f', 'json', '-o', report],
			...['--max-scan-time', String(WAPITI / 3), '--max-attack-time', String(ATTACK), '-d', '4'],
			...['--max-links-per-page', '30', '--max-files-per-dir', '15', '-S', 'normal', '-l', '1'],
			...['--store-session', join(folder, `session-${who}`), '--flush-session', '--no-bugreport', '-v', '1'],
			...at.slice(1).flatMap((path) => ['-s', `${url}${path}`]),
			...['-x', `${url}/en/logout`, '-x', `${url}/ur/logout`, '-x', `${url}/en/staff/logout`],
			...headersOf(cookie).flatMap((header) => ['-H', header])
		],
		WAPITI + 16 * ATTACK
	);
	let read: Wapiti & { infos?: { crawled_pages_nbr?: number } };
	try {
		read = JSON.parse(readFileSync(report, 'utf8')) as typeof read;
	} catch {
		return judge(`wapiti as ${who}`, [`no report: ${said.slice(-400)}`], 'nothing');
	}
	const found = [...Object.entries(read.vulnerabilities), ...Object.entries(read.anomalies)].flatMap(
		([kind, all]) => all.map((one) => `${kind}: ${one.method} ${one.path} ${one.parameter}: ${one.info}`)
	);
	const pages = [...said.matchAll(/\[\*\] (\d+) pages? /g)].at(-1)?.[1] ?? read.infos?.crawled_pages_nbr;
	judge(`wapiti as ${who}`, found, `${pages ?? 'some'} pages`);
}

async function sqlmap(who: string, cookie: string, { forms, queries }: Targets): Promise<void> {
	const out = join(folder, `sqlmap-${who}`);
	const requests = [
		...queries.map((path) => ({ path, body: undefined })),
		...forms.map(({ path, fields }) => ({ path, body: new URLSearchParams(fields).toString() }))
	].slice(0, 2 * TARGETS);
	const share = SQLMAP / requests.length;
	const found: string[] = [];
	for (const [n, { path, body }] of requests.entries()) {
		const file = join(folder, `request-${who}-${n}.txt`);
		const lines = [`${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`, `Host: ${new URL(url).host}`];
		if (body !== undefined) lines.push('Content-Type: application/x-www-form-urlencoded');
		writeFileSync(file, `${[...lines, ...headersOf(cookie)].join('\r\n')}\r\n\r\n${body ?? ''}`);
		const said = await run(
			'sqlmap',
			[
				...['-r', file, '--batch', '--level', '1', '--risk', '1', '--technique', 'BEU', '--dbms', 'sqlite'],
				...['--output-dir', out, '--disable-coloring', '--flush-session', '--ignore-code', '*', '--smart'],
				...['--drop-set-cookie', '--skip', '_form']
			],
			Math.max(8, share * 2)
		);
		if (/is vulnerable|injection point\(s\)/i.test(said)) found.push(`${path}: ${said.slice(-300)}`);
	}
	for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' }))
		if (name.endsWith('/log') && readFileSync(join(out, name), 'utf8').trim())
			found.push(`sqlmap wrote ${name}`);
	judge(`sqlmap as ${who}`, found, `${requests.length} forms and addresses`);
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
for (const [who, at] of PEOPLE) {
	const targets = await targetsOf(who, at);
	await sqlmap(who, site.cookies[who], targets);
	await wapiti(who, site.cookies[who], at);
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
