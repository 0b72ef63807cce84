/**
 * Bad input at chosen doors: no failure, nothing half-written, an answer in the person's language, problem details from
 * the doors of programs. Every door is tried by tests/fuzz.
 */
import { stripVTControlCharacters } from 'node:util';
import sharp from 'sharp';
import { composeBeside } from '../support/beside.ts';
import { rowCounter } from '../support/count-rows.ts';
import { startDemo } from '../support/demo.ts';
import { doors } from '../support/doors.ts';
import { post, send } from '../support/raw.ts';
import { START } from '../support/server.ts';
import { MAY_GROW, openSite, unsound, type Site as Doors } from '../support/site.ts';
import { expect, test as base } from './test.ts';

interface Site extends Doors {
	/** Rows of each table. */
	rows(): Promise<Record<string, number>>;
}

const test = base.extend<object, { site: Site }>({
	site: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const { server, logins } = await startDemo();
			const { services, close } = await composeBeside(server);
			// When the items were last counted stands among the settings: the same job's.
			const rows = await rowCounter(services.allLearners, MAY_GROW, { setting: "name <> 'item-figures'" });
			await use({ ...(await openSite(server, logins)), rows });
			await close();
			await server.stop();
			server.remove();
		},
		{ scope: 'worker', timeout: START }
	]
});
// In order, on one server.
test.describe.configure({ mode: 'default' });

const expectSound = (...given: Parameters<typeof unsound>): void => expect(unsound(...given)).toEqual([]);

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
