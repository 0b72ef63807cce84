/**
 * `npm run test:fuzz [-- --requests N --seed N]`: every door of the built server gets what nobody should send: forms and bodies
 * that are nearly right, and bytes that are nothing. No answer may be a failure, the process goes on, and what was refused has
 * changed no row. The doors are those of src/routes, which tests/support/doors.ts must name; forms are found on the pages. Ends
 * with `N passed, N failed`: each door as one.
 */
import Database from 'better-sqlite3';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { openApi } from '../../src/lib/partners/index.ts';
import { startDemo } from '../support/demo.ts';
import { doors, routesOnDisk } from '../support/doors.ts';
import { post, send, type Answer } from '../support/raw.ts';
import { scratchInMemory } from '../support/scratch.ts';
import { logInAll, openSite, unsound, type Site } from '../support/site.ts';
import { explore, matchersOf, type Explored } from './explore.ts';
import { keepJournal, readJournal } from './journal.ts';
import { sendRaw } from './raw.ts';
import { plan, type Ground, type Planned } from './requests.ts';
import type { ApiSchema } from './shapes.ts';

const { values } = parseArgs({
	options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string', default: '20261129' } }
});
const [REQUESTS, SEED] = [Number(values.requests), Number(values.seed)];
/** Readers at once; who acts does so one after another, so that a change is known to be hers. */
const READERS = 6;
/** After so many acts it is seen to that everybody is still logged in. */
const LOOK = 1000;
/** Longer than anybody has to wait after wrong tries. */
const PAST_WAITS = 11 * 60_000;
const FAULTS_SHOWN = 40;

scratchInMemory();
buildIfNeeded();
const began = Date.now();
const { server, logins } = await startDemo({}, keepJournal);
// Whatever ends this, the server ends with it.
process.once('exit', () => void server.stop('SIGKILL'));
const file = join(server.dataDir, 'qadam.sqlite');
const db = new Database(file, { readonly: true });
const site = await openSite(server, logins);
const { url } = site;
const port = Number(new URL(url).port);
const agent = new Agent({ keepAlive: true });

const faults = new Map<string, string[]>();
const blame = (where: string, what: string) => faults.set(where, [...(faults.get(where) ?? []), what]);

/** The key that a page shows once. */
async function keyFrom(path: string, fields: Record<string, string>, key: RegExp): Promise<string> {
	const answer = await post(url, path, fields, { cookie: site.cookies.admin });
	const found = key.exec(answer.text)?.[0];
	if (!found) throw new Error(`no key at ${path}: ${answer.status} ${answer.text.slice(0, 400)}`);
	return found;
}

async function layGround(): Promise<Ground> {
	const list = doors(site.known);
	const routes = routesOnDisk();
	const missing = [...routes.keys()].filter((route) => !(route in list));
	const gone = Object.keys(list).filter((route) => !routes.has(route));
	for (const route of missing) blame('the list of doors', `${route} is not in tests/support/doors.ts`);
	for (const route of gone) blame('the list of doors', `${route} is no route any more`);
	for (const [route, actions] of routes) {
		const named = Object.keys(list[route]?.actions ?? {}).sort();
		if (route in list && actions.sort().join() !== named.join())
			blame('the list of doors', `${route} has the actions ${actions.join()}, not ${named.join()}`);
	}
	const explored: Explored = { params: new Map(), forms: [], queries: [], pages: 0 };
	const matchers = matchersOf(routes.keys());
	const starts: [keyof Site['cookies'], string[]][] = [
		[
			'seller',
			['/en/sell', '/en/me', '/en/sell/edit', '/en/sell/pay', '/en/sell/orders', '/en/sell/notices', '/en']
		],
		['learner', ['/en', '/en/me', '/en/help/ask', '/en/safe', '/en/learn/selling-online']],
		[
			'admin',
			['/en/staff', '/en/staff/admin', '/en/staff/me', '/en/staff/admin/partners', '/en/staff/admin/webhooks']
		],
		['trainer', ['/en/staff']],
		['nobody', [`/en/shop/${site.known.handle}`, '/en/join', '/en/login', '/en/staff/login', '/en/verify']]
	];
	for (const [who, from] of starts) await explore(url, who, site.cookies[who], from, matchers, explored);
	const partners = '/en/staff/admin/partners';
	const word = 'fuzz-bazaar';
	const partner = { id: word, name: 'Fuzz', badge: 'selling-online', origins: 'https://bazaar.example' };
	await post(url, `${partners}?/make`, partner, { cookie: site.cookies.admin });
	const api = openApi(url) as unknown as {
		paths: Record<
			string,
			Record<string, { requestBody?: { content: Record<string, { schema: ApiSchema }> } }>
		>;
		components: { schemas: Record<string, ApiSchema> };
	};
	const bodies: Record<string, ApiSchema> = {};
	for (const [path, methods] of Object.entries(api.paths))
		for (const { requestBody } of Object.values(methods)) {
			const route = matchers.find(({ pattern }) => pattern.test(path.replace('{lang}', 'en')))?.route;
			const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
			if (route && schema) bodies[route] = schema;
		}
	return {
		site,
		doors: list,
		explored,
		bodies,
		schemas: api.components.schemas,
		staffId: db
			.prepare<[string], string>('select staff_id from staff where email = ?')
			.pluck()
			.get(logins.staff.find(({ role }) => role === 'trainer')!.email)!,
		keys: {
			partner: await keyFrom(
				`${partners}?/key`,
				{ id: word, per_minute: '6000' },
				/qadam_[0-9a-f]{8}_[\w-]{43}/
			),
			report: await keyFrom(
				`/en/staff/${site.known.organisation}/report/keys?/make`,
				{ name: 'Fuzz', scope: 'report' },
				/qadam_report_[0-9a-f]{8}_[\w-]{43}/
			)
		}
	};
}

const ground = await layGround();
const journal = readJournal(server.dataDir);
const ready = Date.now();

const tried = new Map<string, number>();
const statuses = new Map<number | string, number>();
const count = <K>(map: Map<K, number>, key: K) => map.set(key, (map.get(key) ?? 0) + 1);
let [refusedActs, checkedActs, acts] = [0, 0, 0];
const underWay = new Set<string>();

const told = ({ sent, who, from }: Exclude<Planned, { kind: 'raw' }>, n: number): string =>
	`#${n} ${sent.method} ${sent.path.slice(0, 300)} as ${who}, origin ${from}, ${JSON.stringify(sent.headers['content-type'] ?? '')} ${JSON.stringify(sent.body?.toString('latin1').slice(0, 300) ?? '')}`;

/** A connection that the server closes while a body that is too large is being sent has answered nothing: once more, alone. */
async function ask(one: Exclude<Planned, { kind: 'raw' }>): Promise<Answer> {
	try {
		return await send(url, one.sent, agent);
	} catch {
		return send(url, { ...one.sent, headers: { ...one.sent.headers, connection: 'close' } });
	}
}

function judge(one: Exclude<Planned, { kind: 'raw' }>, answer: Answer, n: number): void {
	const { sent, door, route } = one;
	count(statuses, answer.status);
	// A hostile name may lead out of the door (`/status/%2e%2e` is `/`).
	const elsewhere = new URL(sent.path, url).pathname !== sent.path.split(/[?#]/)[0];
	const at = elsewhere || sent.path.startsWith('/xx') ? {} : door;
	for (const fault of unsound(answer, sent, at)) blame(route, `${told(one, n)}: ${fault}`);
}

async function act(one: Exclude<Planned, { kind: 'raw' }>, n: number): Promise<void> {
	journal.changed();
	const answer = await ask(one);
	judge(one, answer, n);
	const changed = journal.changed();
	acts++;
	if (answer.status < 400) return;
	refusedActs++;
	// A program's own door asks for its key, not for where it was called from.
	// What is not there for any caller (405) is not there for a foreign one.
	const isRefused = answer.status === 403 || answer.status === 405;
	if (one.from === 'foreign' && one.sent.method === 'POST' && !one.door.json && !isRefused)
		blame(one.route, `${told(one, n)}: from elsewhere, ${answer.status}`);
	if (journal.jobsRan()) return;
	checkedActs++;
	if (changed.length)
		blame(
			one.route,
			`${told(one, n)}: ${answer.status}, and changed ${changed.join()}; under way: ${[...underWay].join(' ')}`
		);
}

const HOMES = { seller: '/en/sell', learner: '/en/me', admin: '/en/staff', trainer: '/en/staff' } as const;
let logIns = 0;
async function stayLoggedIn(): Promise<void> {
	for (const [who, path] of Object.entries(HOMES) as [keyof typeof HOMES, string][]) {
		const { status } = await send(url, { path, headers: { cookie: site.cookies[who] } });
		if (status === 200) continue;
		logIns++;
		server.advanceClock(PAST_WAITS);
		const all = await logInAll(url, logins);
		const { seller, other, learner, admin, trainer } = all;
		Object.assign(site.cookies, {
			seller: seller.cookie,
			other: other.cookie,
			learner: learner.cookie,
			admin,
			trainer
		});
		return;
	}
}

const queues: Record<Planned['kind'], [Planned, number][]> = { act: [], read: [], raw: [] };
for (let n = 0; n < REQUESTS; n++) {
	const one = plan(n, SEED, ground);
	queues[one.kind].push([one, n]);
	count(tried, one.route);
}

async function worker(kind: Planned['kind'], work: (one: never, n: number) => Promise<void>): Promise<void> {
	for (let next = queues[kind].shift(); next; next = queues[kind].shift()) {
		try {
			await work(next[0] as never, next[1]);
		} catch (error) {
			blame(next[0].route, `#${next[1]} ${kind}: no answer: ${String(error)}`);
		}
	}
}

/** Cookies as they are now: who was logged out has logged in again since the request was planned. */
function fresh<T extends Exclude<Planned, { kind: 'raw' }>>(one: T): T {
	if (site.cookies[one.who]) one.sent.headers.cookie = site.cookies[one.who];
	return one;
}

await Promise.all([
	worker('act', async (one: Exclude<Planned, { kind: 'raw' }>, n) => {
		await act(fresh(one), n);
		if (acts % LOOK === 0) await stayLoggedIn();
	}),
	...Array.from({ length: READERS }, () =>
		worker('read', async (one: Exclude<Planned, { kind: 'raw' }>, n) => {
			const name = `#${n}:${one.route}`;
			underWay.add(name);
			judge(one, await ask(fresh(one)), n);
			underWay.delete(name);
		})
	),
	...Array.from({ length: 2 }, () =>
		worker('raw', async (one: Extract<Planned, { kind: 'raw' }>, n) => {
			for (const status of await sendRaw(port, one.bytes)) {
				count(statuses, `raw ${status}`);
				// Node's own answers to what is no HTTP have no page; a 501 is what a method that nobody knows gets.
				if (status >= 500)
					blame(one.route, `#${n} ${JSON.stringify(one.bytes.toString('latin1').slice(0, 400))} → ${status}`);
			}
		})
	)
]);
agent.destroy();
const seconds = Math.round((Date.now() - ready) / 1000);

const holds: [what: string, is: boolean, why?: string][] = [
	[
		'every route and every action is in the list of doors',
		!faults.has('the list of doors'),
		faults.get('the list of doors')?.join('; ')
	],
	['every door was tried', Object.keys(ground.doors).every((route) => tried.has(route))],
	[
		'the server logged no failure',
		!server.output().includes('"level":"error"'),
		server
			.output()
			.split('\n')
			.filter((line) => line.includes('"level":"error"'))
			.slice(0, 5)
			.join('\n')
	],
	['the server still answers', (await send(url, { path: '/healthz' })).status === 200],
	[
		'what was refused was looked at for changes',
		checkedActs > refusedActs / 2,
		`${checkedActs} of ${refusedActs}`
	]
];
await stayLoggedIn();
for (const [who, path] of Object.entries(HOMES)) {
	const { status } = await send(url, { path, headers: { cookie: site.cookies[who as keyof typeof HOMES] } });
	holds.push([`the ${who} still works`, status === 200, String(status)]);
}
faults.delete('the list of doors');
for (const [route, those] of [...faults].slice(0, FAULTS_SHOWN))
	console.log(
		`✗ ${route || '/'} (${those.length})\n${those
			.slice(0, 3)
			.map((line) => `    ${line}`)
			.join('\n')}`
	);
for (const [what, is, why] of holds)
	console.log(`${is ? 'ok     ' : '✗'} ${what}${is || !why ? '' : `: ${why}`}`);
const sorted = [...statuses].sort(([a], [b]) => String(a).localeCompare(String(b)));
console.log(
	`${REQUESTS} requests, seed ${SEED}, ${seconds} s after ${Math.round((ready - began) / 1000)} s of making ready: ${explored()}, ${refusedActs} acts refused of ${acts}, logged in again ${logIns} times`
);
console.log(sorted.map(([status, n]) => `${status}: ${n}`).join(', '));
function explored(): string {
	return `${ground.explored.forms.length} forms on ${ground.explored.pages} pages`;
}
journal.close();
db.close();
await server.stop();
server.remove();
const bad = faults.size + holds.filter(([, is]) => !is).length;
const good = Object.keys(ground.doors).length - faults.size + holds.filter(([, is]) => is).length;
console.log(`\n${good} passed, ${bad} failed`);
process.exitCode = bad ? 1 : 0;
