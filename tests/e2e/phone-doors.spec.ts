/**
 * The doors of a phone with several tiles, over raw HTTP: what a reader reads, what a session without her secret may not
 * change, and what is refused while another's tile is open (K3, K4, K8).
 */
import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { startDemo, type Logins } from '../support/demo.ts';
import { PlainBrowser } from '../support/plain-browser.ts';
import { cookieOf, post, send, type Answer } from '../support/raw.ts';
import { START } from '../support/server.ts';
import { expect, test as base } from './test.ts';

interface Opened {
	cookie: string;
	secret: string;
	profileId: string;
	learnerId: string;
	token: string;
	key: string;
	reader: string;
	lock: { kind: string; rounds: number };
}

interface Site {
	url: string;
	seller: Opened;
	other: Opened;
}

const json = (body: unknown) => ({
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body)
});

async function logIn(url: string, { code, secret }: Logins['learners'][number]): Promise<Opened> {
	const form = await send(url, { path: '/en/login' });
	const opened = await post(url, '/en/login', { code, digits: secret }, { cookie: cookieOf(form) });
	const cookie = cookieOf(form, opened);
	const { text } = await send(url, { path: opened.headers.location!, headers: { cookie } });
	const told = JSON.parse(/id="joined">(.*?)<\/script>/s.exec(text)![1]!) as Opened;
	return { ...told, cookie, secret };
}

const test = base.extend<object, { site: Site }>({
	site: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const { server, logins } = await startDemo();
			const [one, two] = logins.learners.filter((l) => l.plan === 'seller');
			const { url } = server;
			await use({ url, seller: await logIn(url, one!), other: await logIn(url, two!) });
			expect(server.output()).not.toContain('"level":"error"');
			await server.stop();
			server.remove();
		},
		{ scope: 'worker', timeout: START }
	]
});
test.describe.configure({ mode: 'default' });

const problemOf = ({ status, headers, text }: Answer) => {
	expect(headers['content-type']).toBe('application/problem+json');
	return [status, (JSON.parse(text) as { type: string }).type];
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** A session that only her phone opened. */
async function openByPhone({ url }: Site, { reader }: Opened, secret?: string): Promise<string> {
	const sent = json({ reader, ...(secret && { secret }) });
	const opened = await send(url, {
		method: 'POST',
		path: '/api/session',
		headers: { ...sent.headers, origin: url },
		body: sent.body
	});
	expect(opened.status, opened.text).toBe(204);
	return cookieOf(opened);
}

test('K4 a session is opened from our own pages alone, by a known reader, and closed', async ({ site }) => {
	const { url, seller } = site;
	const open = (body: unknown, from: Record<string, string> = { origin: url }) => {
		const sent = json(body);
		const headers = { ...sent.headers, ...from };
		return send(url, { method: 'POST', path: '/api/session', headers, body: sent.body });
	};
	const { reader } = seller;
	for (const from of [
		{},
		{ origin: 'https://evil.example' },
		{ origin: 'null' },
		{ origin: url, 'sec-fetch-site': 'cross-site' }
	])
		expect((await open({ reader }, from as Record<string, string>)).status).toBe(403);
	expect(problemOf(await open({ reader: 'f'.repeat(64) }))).toEqual([401, '/problems/unknown-reader']);
	expect(problemOf(await open({ reader: seller.token }))).toEqual([401, '/problems/unknown-reader']);
	expect(problemOf(await open({ reader, secret: 'digits:135791' }))).toEqual([403, '/problems/wrong-secret']);
	expect(problemOf(await open({ reader, secret: 'no secret' }))).toEqual([403, '/problems/wrong-secret']);
	expect(problemOf(await open({}))).toEqual([422, '/problems/bad-session']);
	expect(problemOf(await open({ reader: 'x'.repeat(3000) }))).toEqual([413, '/problems/too-large']);

	const cookie = await openByPhone(site, seller);
	const desk = await send(url, { path: '/en/sell/orders', headers: { cookie } });
	expect(desk.status).toBe(200);
	const from = { origin: url, cookie };
	const closed = await send(url, { method: 'DELETE', path: '/api/session', headers: from });
	expect([closed.status, closed.cookies[0]]).toEqual([204, expect.stringMatching(/^qadam=;/)]);
	const after = await send(url, { path: '/en/sell/orders', headers: { cookie } });
	expect(after.headers.location).toBe('/en/login');
	const foreign = { origin: 'https://evil.example', cookie };
	expect((await send(url, { method: 'DELETE', path: '/api/session', headers: foreign })).status).toBe(403);
});

test('K8 a reader reads her log, her desk and her news; an upload token does not', async ({ site }) => {
	const { url, seller } = site;
	const get = (path: string, token: string) => send(url, { path, headers: bearer(token) });
	for (const path of ['/api/log', '/api/desk'])
		for (const token of [seller.token, 'f'.repeat(64), 'x'])
			expect(problemOf(await get(path, token))).toEqual([401, '/problems/unknown-reader']);
	// Cookies open nothing here.
	expect((await send(url, { path: '/api/desk', headers: { cookie: seller.cookie } })).status).toBe(401);

	const desk = JSON.parse((await get('/api/desk', seller.reader)).text) as {
		shop: { name: string; products: unknown[] };
		orders: { buyer: object; createdAt: number }[];
	};
	const page = await send(url, { path: '/ur/sell', headers: { cookie: seller.cookie } });
	expect(page.text).toContain(desk.shop.name);
	expect(desk.shop.products.length).toBeGreaterThan(0);
	const times = desk.orders.map((o) => o.createdAt);
	expect(times.length).toBeGreaterThan(0);
	expect(times).toEqual(times.toSorted((a, b) => b - a));

	const log: { pos: number; id: string }[] = [];
	for (let after = 0, more = true; more;) {
		const part = JSON.parse((await get(`/api/log?after=${after}`, seller.reader)).text) as {
			pos: number;
			more: boolean;
			events: typeof log;
		};
		log.push(...part.events);
		({ pos: after, more } = part);
	}
	expect(log.map((e) => e.pos)).toEqual(log.map((_, i) => i + 1));
	expect(log.length).toBeGreaterThan(20);
	expect(problemOf(await get('/api/log?after=-1', seller.reader))).toEqual([422, '/problems/bad-query']);

	const sync = async (more: object) => {
		const sent = json({ device: 'device-doors', sentAt: Date.now(), events: [], ...more });
		const headers = { ...sent.headers, ...bearer(seller.token) };
		const answer = await send(url, { method: 'POST', path: '/api/sync', headers, body: sent.body });
		return JSON.parse(answer.text) as { news?: { awards: unknown[] }; outcomes: { outcome: string }[] };
	};
	const told = (token: string, body: object) => {
		const sent = json(body);
		const headers = { ...sent.headers, ...bearer(token) };
		return send(url, { method: 'POST', path: '/api/told', headers, body: sent.body });
	};
	expect(problemOf(await told(seller.token, { ids: [] }))).toEqual([401, '/problems/unknown-reader']);
	expect(problemOf(await told(seller.reader, { ids: [1] }))).toEqual([422, '/problems/bad-told']);
	expect((await told(seller.reader, { ids: ['of-no-class-of-hers'] })).status).toBe(204);

	expect(await sync({})).not.toHaveProperty('news');
	expect(await sync({ reader: 'f'.repeat(64) })).not.toHaveProperty('news');
	expect(await sync({ reader: site.other.reader })).not.toHaveProperty('news');
	expect((await sync({ reader: seller.reader })).news!.awards.length).toBeGreaterThan(0);

	const id = `01900000-0000-7000-8000-${randomUUID().slice(-12)}`;
	const done = {
		actor: 'self',
		kind: 'lesson.finished',
		v: 1,
		at: Date.now(),
		body: { course: 'selling-online', version: 'v', lang: 'ur', lesson: 'a1' }
	};
	const iv = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', Buffer.from(seller.key, 'base64'), iv).setAAD(Buffer.from(id));
	const sealed = [iv, cipher.update(JSON.stringify(done)), cipher.final(), cipher.getAuthTag()];
	const box = Buffer.concat(sealed).toString('base64');
	const event = { id, profile: seller.profileId, device: 'device-doors', seq: 1, box };
	expect((await sync({ events: [event] })).outcomes).toEqual([{ id, outcome: 'accepted' }]);
});

test('C2 an edition names its parts; each is fetched at its own path and is what its hash says', async ({
	site: { url }
}) => {
	for (const course of ['selling-online', '_app']) {
		const answer = await send(url, { path: `/api/editions/${course}/ur` });
		expect(answer.headers['cache-control']).toBe('no-cache');
		const { parts, edition } = JSON.parse(answer.text) as {
			edition: string;
			parts: { path: string; sha256: string; size: number }[];
		};
		const known = { 'if-none-match': answer.headers.etag! };
		expect((await send(url, { path: `/api/editions/${course}/ur`, headers: known })).status).toBe(304);
		expect(edition).toMatch(/^[0-9a-f]{16}$/);
		expect(parts.length).toBeGreaterThan(3);
		for (const { path, sha256, size } of parts) {
			const part = await fetch(url + path, { headers: { 'accept-encoding': 'br' } });
			const bytes = Buffer.from(await part.arrayBuffer());
			expect([path, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([
				path,
				size,
				sha256
			]);
			if (part.headers.get('content-type')?.startsWith('text/html'))
				expect([path, part.headers.get('x-qadam-part')]).toEqual([path, sha256]);
		}
	}
	for (const path of ['/api/editions/none/ur', '/api/editions/_app/xx', '/api/editions/__proto__/en'])
		expect(problemOf(await send(url, { path }))[0]).toBe(404);
});

test('K3 without her secret a phone’s session reads her shop and changes nothing; what she typed waits for the secret', async ({
	site
}) => {
	const { url, seller } = site;
	const cookie = await openByPhone(site, seller);
	const script = { cookie, accept: 'application/json', 'x-sveltekit-action': 'true' };
	expect(problemOf(await post(url, '/en/sell?/pause', { paused: '1' }, script))).toEqual([
		403,
		'/problems/secret-needed'
	]);
	for (const page of ['edit', 'products/new']) {
		const asked = await send(url, { path: `/en/sell/${page}`, headers: { cookie } });
		expect(asked.headers.location).toBe(`/en/login/again?to=${encodeURIComponent(`/en/sell/${page}`)}`);
	}
	const shopOf = async () => (await send(url, { path: '/en/sell', headers: { cookie } })).text;
	const before = await shopOf();

	// A form that came too early, by a browser without scripts or headers.
	const browser = new PlainBrowser(url, cookie);
	const early = await browser.open('/en/sell');
	expect(early.status).toBe(200);
	const asked = await browser.submit({ action: '?/pause' });
	expect(asked.status).toBe(403);
	expect(asked.text).toContain('Your secret once more');
	const wrong = await browser.submit({ action: '?/pause' }, { digits: '135791' });
	expect([wrong.status, wrong.text]).toEqual([403, expect.stringContaining('This secret is not right')]);
	expect(wrong.root.querySelector('input[name=paused]')?.getAttribute('value')).toBe('1');
	expect(await shopOf()).toBe(before);
	const done = await browser.submit({ action: '?/pause' }, { digits: seller.secret });
	expect([done.status, done.url.pathname]).toEqual([200, '/en/sell']);
	expect(await shopOf()).not.toBe(before);
	// From now on this session may.
	await browser.submit({ action: '?/pause' });
	expect((await browser.open('/en/sell/edit')).url.pathname).toBe('/en/sell/edit');
});

test('K3 asked before she types, the secret leads on to the page; what is typed in two languages is carried whole', async ({
	site
}) => {
	const { url, seller } = site;
	const asked = new PlainBrowser(url, await openByPhone(site, seller));
	const board = await asked.open('/en/sell/products/new');
	expect(board.url.pathname).toBe('/en/login/again');
	expect((await asked.submit({ action: 'again' })).text).toContain('Choose 4 pictures');
	const on = await asked.submit({ action: 'again' }, { digits: seller.secret });
	expect(on.url.pathname).toBe('/en/sell/products/new');

	const cookie = await openByPhone(site, seller);
	const typed = { name: 'شال «گھر» <b>', about: 'ایک\r\nدو & "تین"', returns: 'لائن ۱\r\nline 2' };
	const browser = new PlainBrowser(url, cookie);
	const early = await post(url, '/ur/sell/edit', typed, { cookie });
	expect(early.status).toBe(403);
	expect(early.text).toContain('راز ایک بار اور');
	for (const [name, value] of Object.entries(typed)) {
		const attribute = value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
		expect(early.text.replaceAll('\r', ''), name).toContain(`value="${attribute.replaceAll('\r', '')}"`);
	}
	const picture = await send(url, {
		method: 'POST',
		path: '/ur/sell/products/x?/photo',
		headers: { origin: url, cookie, accept: 'text/html', 'content-type': 'multipart/form-data; boundary=b' },
		body: '--b\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\nxx\r\n--b--\r\n'
	});
	expect(picture.status).toBe(303);
	expect((await browser.open(picture.headers.location!)).text).toContain('تصویر ساتھ نہیں آ سکی');
	for (const to of [
		'https://evil.example',
		'//evil.example',
		'/en/me',
		'/en/sell/../x',
		'/en/sell/%2e%2e/me',
		'/en/sell?a=b',
		'http://'
	]) {
		await browser.open(`/en/login/again?to=${encodeURIComponent(to)}`);
		expect(browser.form({ field: 'digits' }).getAttribute('action')).toBe(
			'/en/login/again?/prove&to=%2Fen%2Fsell'
		);
	}
});

test('K8 while another’s tile is open she is nobody for reading, and no form of hers is written', async ({
	site
}) => {
	const { url, seller, other } = site;
	const withTile = (tile: string) => `${seller.cookie}; tile=${tile}`;
	const own = await send(url, { path: '/en/sell/orders', headers: { cookie: withTile(seller.profileId) } });
	expect(own.status).toBe(200);
	for (const tile of [other.profileId, '01900000-0000-7000-8000-00000000abcd', 'none']) {
		const cookie = withTile(tile);
		const read = await send(url, { path: '/en/sell/orders', headers: { cookie } });
		expect(read.headers.location).toBe('/en/login');
		const told = await post(url, '/en/sell?/pause', { paused: '1' }, { cookie });
		expect([told.status, told.text]).toEqual([409, expect.stringContaining('Somebody else’s tile is open')]);
		expect(told.text).toContain('href="/en/who"');
		expect((await post(url, '/ur/me/consent', {}, { cookie })).text).toContain('کسی اور کی ٹائل کھلی ہے');
		const script = { cookie, accept: 'application/json', 'x-sveltekit-action': 'true' };
		expect(problemOf(await post(url, '/en/sell?/pause', { paused: '1' }, script))).toEqual([
			409,
			'/problems/other-profile'
		]);
	}
	const named = { cookie: seller.cookie, accept: 'application/json', 'x-qadam-profile': other.profileId };
	expect(problemOf(await post(url, '/en/sell?/pause', { paused: '1' }, named))[0]).toBe(409);
	const page = await send(url, { path: '/en/sell', headers: { cookie: seller.cookie } });
	expect(page.text).toContain('name="paused" value="1"');
	// Opening her own work again mends it.
	const cookie = await openByPhone(site, seller);
	const mended = { cookie: `${cookie}; tile=${seller.profileId}` };
	expect((await send(url, { path: '/en/sell/orders', headers: mended })).status).toBe(200);
});
