/**
 * Bad input at every door: no failure, nothing half-written, an answer in the person's language, problem details from
 * the doors of programs. The routes are read from src/routes: one that tests/support/doors.ts does not name fails here.
 */
import { Agent } from 'node:http';
import { stripVTControlCharacters } from 'node:util';
import sharp from 'sharp';
import type { Db } from '#lib/platform/db.server.ts';
import { composeBeside } from '../support/beside.ts';
import { rowCounter } from '../support/count-rows.ts';
import { pathOf, startDemo, type Logins } from '../support/demo.ts';
import { doors, routesOnDisk, type Door, type Known } from '../support/doors.ts';
import { acting, dice, reading, type Sent } from '../support/hostile.ts';
import { cookieOf, post, send, type Answer } from '../support/raw.ts';
import { START, type TestServer } from '../support/server.ts';
import { expect, test as base } from './test.ts';

const SEED = 20261122;
const REQUESTS = 1500;

interface Site {
	server: TestServer;
	url: string;
	cookies: Record<'nobody' | 'forged' | 'guest' | 'learner' | 'seller' | 'other' | 'admin', string>;
	/** Of the learner's phone. */
	token: string;
	profile: string;
	known: Known;
	/** Another seller's. */
	others: Known;
	/** Rows of each table. */
	rows(): Promise<Record<string, number>>;
}

const test = base.extend<object, { site: Site }>({
	site: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const { server, logins } = await startDemo();
			const { services, close } = await composeBeside(server);
			await use(await openSite(server, logins, services.allLearners));
			await close();
			await server.stop();
			server.remove();
		},
		{ scope: 'worker', timeout: START }
	]
});
// In order, on one server.
test.describe.configure({ mode: 'default' });

/**
 * Waits, sessions and notes of what was refused are written for bad input too; `item_figure`, seals of the audit and
 * facts of what changed before, by jobs of their own time.
 */
const MAY_GROW =
	/^(rate_limit|secret_failure|known_device|session|rejected_event|device_head|audit|audit_seal|job|item_figure|report_(dirty|person|fact)|kysely_.*)$/;

async function openSite(server: TestServer, logins: Logins, db: Db): Promise<Site> {
	const { url } = server;
	// When the items were last counted stands among the settings: the same job's.
	const rows = await rowCounter(db, MAY_GROW, { setting: "name <> 'item-figures'" });
	const logIn = async ({ code, secret }: Logins['learners'][number]) => {
		const form = await send(url, { path: '/en/login' });
		const fields = { code, digits: secret };
		const opened = await post(url, '/en/login', fields, { cookie: cookieOf(form) });
		expect(opened.status, opened.text.slice(0, 300)).toBe(303);
		const cookie = cookieOf(form, opened);
		const told = await send(url, { path: opened.headers.location!, headers: { cookie } });
		return { cookie, told: told.text };
	};
	const sellers = logins.learners.filter((l) => l.plan === 'seller');
	const seller = await logIn(sellers[0]!);
	const other = await logIn(sellers[1]!);
	const learner = await logIn(logins.learners.find((l) => l.plan === 'halfway')!);
	const joined = JSON.parse(/id="joined">(.*?)<\/script>/s.exec(learner.told)![1]!) as Record<string, string>;
	const on = async (cookie: string, path: string, id: RegExp) =>
		id.exec((await send(url, { path, headers: { cookie } })).text)![1]!;
	const { email, password } = logins.staff[0]!;
	const admin = cookieOf(await post(url, '/ur/staff/login', { email, password }));
	await post(url, '/ur/staff/second/new?/later', {}, { cookie: admin });
	// The demo's own organisation is the oldest, and has reports.
	const staffHome = await send(url, { path: '/en/staff', headers: { cookie: admin } });
	const [organisation] = [...staffHome.text.matchAll(/\/en\/staff\/([0-9a-f-]{36})"/g)]
		.map(([, id]) => id!)
		.sort();
	const snapshots = `/en/staff/${organisation}/report/snapshots`;
	const quarter = await on(admin, snapshots, /<option value="(\d{4}-Q\d)"/);
	const frozen = await post(url, `${snapshots}?/freeze`, { quarter, name: 'Doors' }, { cookie: admin });
	const report = {
		organisation: organisation!,
		quarter,
		snapshot: frozen.headers.location!.split('/').at(-1)!
	};
	const named = async (cookie: string, who: Logins['learners'][number]): Promise<Known> => {
		const page = (path: string, id: RegExp) => on(cookie, path, id);
		return {
			...report,
			award: pathOf(who.badge).split('/').at(-1)!,
			handle: pathOf(who.shop).split('/').at(-1)!,
			product: await page('/en/sell', /\/sell\/products\/([0-9a-f-]{36})/),
			order: await page('/en/sell/orders', /\/sell\/orders\/([0-9a-f-]{36})/)
		};
	};
	const known = await named(seller.cookie, sellers[0]!);
	const guest = await post(url, '/en/learn/selling-online/a1/answer?/finish', { version: 'x' });
	return {
		server,
		url,
		token: joined.token!,
		profile: joined.profileId!,
		known,
		others: await named(other.cookie, sellers[1]!),
		cookies: {
			nobody: '',
			forged: `qadam=${'0'.repeat(40)}; qadam_form=%E0%A4%A; qadam_handover=x; qadam_device=..; __proto__=x`,
			guest: cookieOf(guest),
			learner: learner.cookie,
			seller: seller.cookie,
			other: other.cookie,
			admin
		},
		rows
	};
}

/** What every answer owes whoever asked, and everybody else. */
const metaPolicy = (text: string) =>
	/<meta http-equiv="content-security-policy" content="([^"]*)"/i.exec(text)?.[1] ?? '';

function expectSound(
	answer: Answer,
	{ path, method = 'GET' }: { path: string; method?: string },
	door: Door
): void {
	const { status, headers, text } = answer;
	const where = `${method} ${path.slice(0, 200)} → ${status}`;
	const type = String(headers['content-type'] ?? '');
	expect(status, `${where}: ${text.slice(0, 300)}`).toBeLessThan(500);
	if (door.json && status >= 400) expect(type, where).toBe('application/problem+json');
	expect(headers['x-content-type-options'], where).toBe('nosniff');
	expect(headers['referrer-policy'], where).toBe('same-origin');
	// Kit sends an address with a slash too many on before any page is asked.
	if (status !== 308) expect(headers['cache-control'], where).toBeTruthy();
	expect(headers['x-injected'], where).toBeUndefined();
	expect(text, where).not.toContain('<script>alert(1)');
	if (type.startsWith('text/html') && status !== 304) {
		// A page that every phone holds is a file: its policy stands in it, where it can be read.
		const isFile =
			/^\/(?:(?:ur|en)\/offline|blank)(?:[?#]|$)/.test(path) && (status === 200 || status === 206);
		const policy = isFile ? metaPolicy(text) : String(headers['content-security-policy']);
		if (isFile) expect(headers['content-security-policy'], where).toContain("frame-ancestors 'none'");
		if (!isFile || (text && status === 200 && !headers['content-encoding'])) {
			expect(policy, where).toContain("default-src 'none'");
			expect(policy, where).not.toContain('unsafe');
		}
		const lang = path.startsWith('/en') && !/^\/en[^/?]/.test(path) ? 'en' : 'ur';
		// A picture that is not there is answered by kit's bare page; bytes may be compressed.
		// So may the middle of a file.
		const ours =
			status !== 206 &&
			!/\.(?:svg|png|jpg|webp)|^\/(?:media|achievements)\//.test(path) &&
			!headers['content-encoding'];
		if (text && ours) expect(text.slice(0, 200), where).toContain(`<html lang="${lang}"`);
	}
	for (const cookie of answer.cookies) {
		expect(cookie, where).toMatch(/; Path=\/.*; HttpOnly.*; SameSite=Lax/i);
	}
}

test('every route has its entry here, and every action', () => {
	const known = { award: 'a', handle: 'h', product: 'p', order: 'o' };
	const listed = doors({ ...known, organisation: 'g', quarter: 'q', snapshot: 's' });
	const routes = routesOnDisk();
	expect([...routes.keys()].sort()).toEqual(Object.keys(listed).sort());
	for (const [route, actions] of routes)
		expect(actions.sort(), route).toEqual(Object.keys(listed[route]!.actions ?? {}).sort());
});

test(`${REQUESTS} seeded requests over all doors: no failure, nothing written by what is refused`, async ({
	site
}) => {
	test.setTimeout(120_000);
	const d = dice(SEED);
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	const list = Object.entries(doors(site.known));
	const acts = list.flatMap(([route, door]) =>
		Object.keys(door.actions ?? {}).map((action) => ({ route, door, action }))
	);
	let refused = 0;
	const faults: string[] = [];
	for (let i = 0; i < REQUESTS; i++) {
		const act = i % 2 ? acts[((i - 1) / 2) % acts.length] : undefined;
		const [route, door] = act ? [act.route, act.door] : list[(i / 2) % list.length]!;
		const sent: Sent = act ? acting(route, door, act.action, d) : reading(route, door, d);
		const home: keyof Site['cookies'] = route.startsWith('[lang=lang]/staff') ? 'admin' : 'seller';
		const who = door.closes
			? d.pick(['nobody', 'forged'] as const)
			: d.chance(0.5)
				? home
				: d.pick(['nobody', 'forged', 'guest', 'learner'] as const);
		const from = d.pick(['own', 'own', 'own', 'own', 'foreign', 'null', 'none']);
		if (site.cookies[who]) sent.headers.cookie = site.cookies[who];
		if (sent.method === 'POST' && from !== 'none')
			sent.headers.origin = { own: site.url, foreign: 'https://evil.example', null: 'null' }[from]!;
		const before = await site.rows();
		const answer = await send(site.url, sent, agent);
		try {
			// A hostile name may lead out of the door (`/status/%2e%2e` is `/`).
			const elsewhere = new URL(sent.path, site.url).pathname !== sent.path.split(/[?#]/)[0];
			expectSound(answer, sent, elsewhere || sent.path.startsWith('/xx') ? {} : door);
			if (answer.status < 400) continue;
			refused++;
			expect(await site.rows(), `${sent.method} ${sent.path} → ${answer.status} as ${who}`).toEqual(before);
			if (from === 'foreign' && sent.method === 'POST') expect(answer.status, sent.path).toBe(403);
		} catch (fault) {
			faults.push(stripVTControlCharacters(String(fault)).slice(0, 400));
		}
	}
	agent.destroy();
	expect(faults.slice(0, 10)).toEqual([]);
	expect(refused).toBeGreaterThan(REQUESTS / 3);
	expect(site.server.output()).not.toContain('"level":"error"');
	for (const who of ['seller', 'admin'] as const) {
		const path = who === 'admin' ? '/ur/staff' : '/en/sell/orders';
		expect((await send(site.url, { path, headers: { cookie: site.cookies[who] } })).status, who).toBe(200);
	}
});

test('bad input: an Urdu word, a faulty sign, a slash where a name of ours belongs, at every action', async ({
	site
}) => {
	const { url, cookies } = site;
	for (const [route, { params, actions = {} }] of Object.entries(doors(site.known)))
		for (const [action, fields] of Object.entries(params ? actions : {}))
			for (const name of [encodeURI('دکان'), '%', 'a%2Fb']) {
				const place = route.replace(/\[(\w+)(?:=\w+)?\]/g, (_, part) => (part === 'lang' ? 'ur' : name));
				const path = action === 'default' ? `/${place}` : `/${place}?/${action}`;
				const cookie = place.startsWith('ur/staff') ? cookies.admin : cookies.seller;
				const form = Object.fromEntries(fields.map((field) => [field, 'other']));
				expect((await post(url, path, form, { cookie })).status, path).toBeLessThan(500);
			}
});

test('bad input: names that every object has, at whatever a report can be asked for', async ({ site }) => {
	const { url, cookies, known } = site;
	const reports = Object.entries(doors(known)).filter(([route]) => route.includes('/report'));
	const words = [
		'__proto__',
		'constructor',
		'age~__proto__',
		'cohort~constructor',
		'district~toString',
		'~',
		'2026-Q9'
	];
	const faults: string[] = [];
	let found = 0;
	for (const [route, door] of reports)
		for (const word of words) {
			const ask = async (params: Record<string, string>, query: string) => {
				const at: Record<string, string> = { lang: 'en', ...params };
				const place = route.replace(/\[(\w+)(?:=\w+)?\]/g, (_, part: string) => at[part] ?? word);
				const path = `/${place}${query}`;
				const answer = await send(url, { path, headers: { cookie: cookies.admin } });
				if (answer.status === 200) found++;
				try {
					expectSound(answer, { path }, door);
				} catch (fault) {
					faults.push(stripVTControlCharacters(String(fault)).slice(0, 200));
				}
			};
			const { params = {}, query = [] } = door;
			for (const name of query)
				for (const rest of ['', `&quarter=${known.quarter}`])
					await ask(params, `?${name}=${word}${name === 'quarter' ? '' : rest}`);
			if (params.figure !== undefined) await ask({ ...params, figure: word }, '');
			if (params.quarter !== undefined) await ask({ ...params, quarter: word }, '');
		}
	expect(faults).toEqual([]);
	expect(found, 'a choice that is none counts as not made').toBeGreaterThan(reports.length);
	expect(site.server.output()).not.toContain('"level":"error"');
});

test('bad input: what a door of files refuses is a page in the language of its address', async ({ site }) => {
	const { url, cookies, known } = site;
	const none = '01900000-0000-7000-8000-000000000000';
	const report = `staff/${known.organisation}/report`;
	for (const lang of ['en', 'ur'])
		for (const [path, status] of [
			['staff/admin/sellers/export.csv?marketplace=1.5', 400],
			[`${report}/file.csv?quarter=2019-Q1`, 404],
			[`${report}/logframe.xlsx?quarter=2019-Q1`, 404],
			[`${report}/snapshots/${none}/file.json`, 404],
			[`staff/${none}/class/${none}/board.csv`, 404],
			['badge/x/picture.svg', 404]
		] as const)
			for (const accept of ['text/html', undefined]) {
				const headers = { cookie: cookies.admin, ...(accept && { accept }) };
				const answer = await send(url, { path: `/${lang}/${path}`, headers });
				expect(answer.status, path).toBe(status);
				expect(answer.text.slice(0, 200), path).toContain(`<html lang="${lang}"`);
				// It is not we who failed.
				expect(answer.text, path).not.toContain('ہماری طرف سے گڑبڑ ہوئی');
				expectSound(answer, { path: `/${lang}/${path}` }, {});
			}
});

test('bad input: a body too large is 413 at every kind of door, in the language of the page', async ({
	site
}) => {
	const { url, cookies } = site;
	const headers = { origin: url, 'content-type': 'application/x-www-form-urlencoded' };
	const big = `name=${'x'.repeat(9_500_000)}`;
	for (const path of [
		'/en/join',
		'/en/learn/selling-online/before',
		`/en/sell/products/${site.known.product}?/photo`
	]) {
		const answer = await send(url, {
			method: 'POST',
			path,
			headers: { ...headers, cookie: cookies.seller },
			body: big
		});
		expect(answer.status, path).toBe(413);
		expect(answer.text, path).toContain('<html lang="en"');
	}
	const answer = await send(url, {
		method: 'POST',
		path: '/api/sync',
		headers: { authorization: `Bearer ${site.token}` },
		body: JSON.stringify({ a: 'x'.repeat(70_000) })
	});
	expect(answer.status).toBe(413);
	expectSound(answer, { path: '/api/sync' }, { json: true });
});

test('S3 the phone’s door: shapes, depth, names and bombs are refused or named, never a failure', async ({
	site
}) => {
	const { token, profile, url } = site;
	let n = 0;
	const id = () => `01900000-0000-7000-8000-${String(++n).padStart(12, '0')}`;
	const event = (over = {}) => ({
		id: id(),
		profile,
		actor: 'self',
		device: 'device-doors',
		seq: n,
		kind: 'lesson.finished',
		v: 1,
		at: Date.now(),
		body: { course: 'selling-online', version: 'v', lang: 'ur', lesson: 'a1' },
		...over
	});
	const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
	const batch = (events: string) => `{"device":"device-doors","sentAt":1,"events":${events}}`;
	const bodies: [number, string | Buffer][] = [
		[400, ''],
		[400, '{'],
		[400, Buffer.from([0x22, 0xff, 0x22])],
		[422, deep(30_000)],
		[422, '{"events":{}}'],
		[413, batch(`[${'0,'.repeat(100)}0]`)],
		[200, batch(deep(30_000))],
		[200, batch('[{"__proto__":{"id":1}},null,1e999,"x"]')],
		[200, batch(JSON.stringify([event()]).replace('"body":{', `"body":{"a":${deep(20_000)},`))],
		[200, batch(JSON.stringify([event({ kind: 'new.kind', body: { a: '\ud800', '\udfff': 1 } })]))],
		...['constructor', 'toString', 'valueOf'].map((name): [number, string] => [
			200,
			batch(
				JSON.stringify([
					event({ body: { ...event().body, course: name } }),
					event({
						kind: 'question.answered',
						body: { ...event().body, item: name, choice: 'a', right: true }
					}),
					event({ kind: 'check.submitted', body: { course: name, version: name, number: 1, answers: {} } })
				])
			)
		])
	];
	for (const [status, body] of bodies) {
		// Kit reads no body without a content type.
		const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
		const answer = await send(url, { method: 'POST', path: '/api/sync', headers, body });
		expect(answer.status, String(body).slice(0, 80)).toBe(status);
		expectSound(answer, { method: 'POST', path: '/api/sync' }, { json: true });
	}
	const bad = await send(url, { method: 'POST', path: '/api/sync', headers: { authorization: 'Bearer x' } });
	expect(bad.status).toBe(401);
	for (const path of ['/en/me', '/en/sell'])
		expect((await send(url, { path, headers: { cookie: site.cookies.learner } })).status, path).toBe(200);
	const phone = (events: unknown[]) =>
		send(url, {
			method: 'POST',
			path: '/api/sync',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: batch(JSON.stringify(events))
		});
	const one = event();
	const outcomes = await Promise.all(Array.from({ length: 10 }, () => phone([one])));
	const said = outcomes.map(
		(a) => (JSON.parse(a.text) as { outcomes: { outcome: string }[] }).outcomes[0]!.outcome
	);
	expect(said.sort()).toEqual(['accepted', ...Array<string>(9).fill('known')]);
});

test('M8 another’s product, order, photo and award are not found, and show nothing', async ({ site }) => {
	const { url, others, cookies, known } = site;
	const form = {
		title: 'Shawl',
		price: '900',
		stock: '1',
		shown: '0',
		reason: 'other',
		paid: '1',
		days: '3'
	};
	const before = await site.rows();
	for (const path of [`products/${others.product}`, `orders/${others.order}`])
		expect((await send(url, { path: `/en/sell/${path}`, headers: { cookie: cookies.seller } })).status).toBe(
			404
		);
	for (const act of [
		'products/P?/edit',
		'products/P?/show',
		'orders/O?/confirm',
		'orders/O?/cancel',
		'orders/O?/deliver'
	]) {
		const path = `/en/sell/${act.replace('P', others.product).replace('O', others.order)}`;
		expect((await post(url, path, form, { cookie: cookies.seller })).status, path).toBe(404);
		expect((await post(url, path, form, { cookie: cookies.guest })).headers.location, path).toBe('/en/login');
	}
	const name = await post(
		url,
		`/en/badge/${others.award}?/name`,
		{ shown: 'yes' },
		{ cookie: cookies.seller }
	);
	expect(name.status).toBe(403);
	for (const path of ['/ur/staff/admin/shops/photo/x/y', `/ur/staff/admin/badges/${known.award}`])
		expect((await send(url, { path, headers: { cookie: cookies.seller } })).status).toBeGreaterThanOrEqual(
			403
		);
	expect(await site.rows()).toEqual(before);
});

test('K4 a torn form opens no closed shop, hides no product, tells nothing about her', async ({ site }) => {
	const { url, known, cookies } = site;
	const headers = { origin: url, cookie: cookies.seller, 'content-type': 'multipart/form-data; boundary=b' };
	const before = await site.rows();
	for (const path of [
		'/en/sell?/pause',
		`/en/sell/products/${known.product}?/show`,
		`/en/badge/${known.award}?/name`,
		'/en/me/about'
	])
		expect((await send(url, { method: 'POST', path, headers, body: '--b\r\ntorn' })).status, path).toBe(400);
	const foreign = encodeURIComponent('قدم');
	const first = `/en/sell/products/${foreign}?/first`;
	const id = { id: '01900000-0000-7000-8000-000000000000' };
	expect((await post(url, first, id, { cookie: cookies.seller })).headers.location).toContain(foreign);
	const check = await post(url, `/en/learn/${foreign}/check`, { version: 'x', number: '1' });
	expect(check.status).toBe(404);
	expect(await site.rows()).toEqual(before);
});

test('M10 the photo door keeps no SVG, no bomb, no script and no torn picture', async ({ site }) => {
	const { url, known, cookies } = site;
	const create = { width: 6000, height: 6000, channels: 3 as const, background: '#fff' };
	const png = await sharp({ create: { ...create, width: 40, height: 40 } })
		.png()
		.toBuffer();
	const files: Buffer[] = [
		Buffer.alloc(0),
		Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
		Buffer.from('GIF89a\x01\x00\x01\x00'),
		Buffer.from('%PDF-1.7'),
		await sharp({ create }).png().toBuffer(),
		png.subarray(0, 60),
		Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(4000, 7)])
	];
	const upload = (file: Buffer, type = 'image/png') =>
		send(url, {
			method: 'POST',
			path: `/en/sell/products/${known.product}?/photo`,
			headers: { origin: url, cookie: cookies.seller, 'content-type': 'multipart/form-data; boundary=b' },
			body: Buffer.concat([
				Buffer.from(
					`--b\r\nContent-Disposition: form-data; name="photo"; filename="../../a.png"\r\nContent-Type: ${type}\r\n\r\n`
				),
				file,
				Buffer.from('\r\n--b--\r\n')
			])
		});
	const before = await site.rows();
	for (const file of files) {
		const answer = await upload(file);
		expect([400, 413], file.subarray(0, 12).toString('latin1')).toContain(answer.status);
		expectSound(answer, { path: '/en/sell' }, {});
	}
	expect(await site.rows()).toEqual(before);
	const same = await Promise.all(Array.from({ length: 4 }, () => upload(png)));
	for (const answer of same) expect(answer.status, answer.text.slice(0, 200)).toBe(303);
	expect((await site.rows()).product_photo! - before.product_photo!, 'one picture, sent four times').toBe(1);
});
