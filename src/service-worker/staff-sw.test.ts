/** The rules of the staff's worker, with a browser made of a few maps: what it answers, what it lets pass, what it wipes. */
import { beforeEach, expect, test, vi } from 'vitest';

const ORIGIN = 'https://qadam.example';
const wiped: string[] = [];
const pages = new Map<string, Response>();
let network: (path: string) => Promise<Response>;
let isLastOfIt = true;

interface Asked {
	path: string;
	method?: string;
	navigates?: boolean;
	origin?: string;
}
const listeners = new Map<string, (event: unknown) => void>();

vi.hoisted(() => void Object.assign(globalThis, { self: globalThis }));
vi.mock('#lib/class-phone/index.ts', () => ({
	endShell: async () => void wiped.push('shell'),
	findShell: async (path: string) => pages.get(path)?.clone(),
	keepShell: async (lang: string) => void wiped.push(`brought ${lang}`),
	openClassStore: async () => ({}),
	shellPath: (lang: string) => `/${lang}/staff/offline`,
	tellLeft: () => void wiped.push('told'),
	wipeNames: async () => {
		wiped.push('names');
		return isLastOfIt;
	},
	wipeUnseen: async () => false
}));

/** @returns what it answers; nothing where it leaves the request to the browser */
async function ask({ path, method = 'GET', navigates = true, origin = ORIGIN }: Asked) {
	let answer: Promise<Response> | undefined;
	const later: Promise<unknown>[] = [];
	listeners.get('fetch')!({
		request: { url: origin + path, method, mode: navigates ? 'navigate' : 'no-cors' },
		waitUntil: (work: Promise<unknown>) => later.push(work),
		respondWith: (given: Promise<Response>) => (answer = given)
	});
	const given = await answer;
	await Promise.all(later);
	return given && (given.status === 302 ? given.headers.get('location') : await given.text());
}

beforeEach(async () => {
	wiped.length = 0;
	pages.clear();
	isLastOfIt = true;
	network = async (path) => new Response(`from the server: ${path}`);
	Object.assign(globalThis, {
		addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
		location: new URL(ORIGIN),
		registration: { unregister: async () => void wiped.push('worker') },
		fetch: (request: { url: string }) => network(new URL(request.url).pathname)
	});
	vi.spyOn(Response, 'redirect').mockImplementation(
		(to) => new Response(null, { status: 302, headers: { location: String(to) } })
	);
	vi.resetModules();
	await import('./staff-sw.ts');
});

const board = '/ur/staff/org/class/one';
const noSignal = () => Promise.reject(new TypeError('no signal'));
const keep = () => pages.set('/ur/staff/offline', new Response('the page without names'));

test('with a signal a staff page comes from the server', async () => {
	keep();
	expect(await ask({ path: board })).toBe(`from the server: ${board}`);
});

test('without one, or with a gateway speaking for nobody, it leads to the page without names', async () => {
	keep();
	network = noSignal;
	expect(await ask({ path: board })).toBe('/ur/staff/offline');
	network = async () => new Response('bad gateway', { status: 502 });
	expect(await ask({ path: board })).toBe('/ur/staff/offline');
	// In the other language nothing is kept: the browser says that there is no signal.
	expect(await ask({ path: '/en/staff' })).toBe('bad gateway');
});

test('the page without names opens as it lies here, and a newer one is brought for the next time', async () => {
	keep();
	network = noSignal;
	expect(await ask({ path: '/ur/staff/offline' })).toBe('the page without names');
	expect(wiped).toEqual(['brought ur']);
});

test('learners’ pages, programs’ doors and other sites are left alone', async () => {
	keep();
	for (const path of ['/ur', '/ur/learn/selling-online', '/ur/staffroom', '/blank', '/healthz'])
		expect(await ask({ path }), path).toBeUndefined();
	expect(await ask({ path: '/api/staff/acts', method: 'POST', navigates: false })).toBeUndefined();
	expect(await ask({ path: `${board}/kept.json`, navigates: false })).toBeUndefined();
	expect(await ask({ path: board, origin: 'https://elsewhere.example' })).toBeUndefined();
	expect(await ask({ path: `${board}/marks`, method: 'POST' })).toBeUndefined();
});

test('log-out takes the names first; with the last row go page and worker', async () => {
	keep();
	expect(await ask({ path: '/ur/staff/logout', method: 'POST' })).toBe('from the server: /ur/staff/logout');
	expect(wiped).toEqual(['names', 'told', 'shell', 'worker']);
	wiped.length = 0;
	isLastOfIt = false;
	expect(await ask({ path: '/ur/staff/logout', method: 'POST' })).toBe('from the server: /ur/staff/logout');
	expect(wiped).toEqual(['names', 'told']);
});

test('log-out without a signal takes the names, and leads to where it says that she is still logged in', async () => {
	keep();
	network = noSignal;
	expect(await ask({ path: '/ur/staff/logout', method: 'POST' })).toBe('/ur/staff/offline#still-in');
	expect(await ask({ path: '/en/staff/logout', method: 'POST' })).toBe('/ur/staff/offline#still-in');
	expect(wiped).toEqual(['names', 'told', 'names', 'told']);
});

test('its scripts come from where the page lies', async () => {
	pages.set('/i/class-offline-abcdefgh.js', new Response('kept script'));
	expect(await ask({ path: '/i/class-offline-abcdefgh.js', navigates: false })).toBe('kept script');
	expect(await ask({ path: '/i/other-abcdefgh.js', navigates: false })).toBe(
		'from the server: /i/other-abcdefgh.js'
	);
});
