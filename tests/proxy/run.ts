/**
 * `npm run test:proxy`: the built server behind nginx with docs/deploy/nginx.conf, and what else lies in docs/deploy as far
 * as it can be checked here. Installs nginx, caddy and openssl from Debian where they are missing and it may. Ends with
 * `N passed, N failed`.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http2 from 'node:http2';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { root, World } from '../loss/world.ts';
import { newChecks } from '../support/checks.ts';
import { needPackages } from '../support/debian.ts';
import { inOneMinute } from '../support/in-one-minute.ts';
import { startNginx } from '../support/nginx.ts';
import { send, type Answer, type Raw } from '../support/raw.ts';
import { scratchInMemory } from '../support/scratch.ts';
import { freePort } from '../support/server.ts';
import { layOutImage } from './image.ts';
import { startRecorder } from './recorder.ts';

const DEPLOY = join(root, 'docs/deploy');
const BROTLI = { 'accept-encoding': 'gzip, deflate, br' };
const PAGE = '/en/learn/tiny/t1';

scratchInMemory();
needPackages(['nginx-light', 'caddy', 'openssl']);
buildIfNeeded();
const { check, end } = newChecks();

const secure = await freePort();
const world = await World.empty({ origin: `https://localhost:${secure}` });
const port = Number(world.environment.PORT);
const direct = `http://127.0.0.1:${port}`;
const image = layOutImage();
await check('what the container takes along serves', async () => {
	const environment = { ...world.environment, ...image.environment, ADDRESS_HEADER: 'x-forwarded-for' };
	await world.spawn(environment, (child) => (world.server = child), image.folder);
});
const nginx = await startNginx([port], secure);
const ask = (path: string, headers: Record<string, string> = {}, more: Partial<Raw> = {}): Promise<Answer> =>
	send(nginx.url, { path, headers, ...more });
const behind = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
	send(direct, { path, headers: { 'x-forwarded-for': '127.0.0.1', ...headers } });

await check('plain http leads to https', async () => {
	const { status, headers } = await send(nginx.plain, { path: PAGE });
	assert.deepEqual([status, headers.location], [301, `https://localhost${PAGE}`]);
});

await check('a page comes over HTTP/2', async () => {
	const session = http2.connect(nginx.url);
	await once(session, 'connect');
	const stream = session.request({ ':path': PAGE }).resume();
	const [head] = (await once(stream, 'response')) as [http2.IncomingHttpHeaders];
	await once(stream, 'end');
	assert.equal(session.alpnProtocol, 'h2');
	session.close();
	assert.equal(head[':status'], 200);
});

await check('the pressed bytes of the app reach the phone as they are', async () => {
	for (const coding of ['br', 'gzip', 'identity']) {
		const headers = { 'accept-encoding': coding };
		const [through, straight] = await Promise.all([ask(PAGE, headers), behind(PAGE, headers)]);
		assert.deepEqual(
			[through.status, through.headers['content-encoding'], through.headers.etag],
			[200, straight.headers['content-encoding'], straight.headers.etag]
		);
		assert(through.bytes.equals(straight.bytes), `${coding} came otherwise`);
	}
	const { bytes } = await ask(PAGE, BROTLI);
	assert.match(brotliDecompressSync(bytes).toString(), /<html/);
	return `${bytes.length} bytes`;
});

await check('what a phone has is not sent again', async () => {
	const { headers } = await ask(PAGE, BROTLI);
	const again = await ask(PAGE, { ...BROTLI, 'if-none-match': headers.etag! });
	assert.deepEqual([again.status, again.bytes.length], [304, 0]);
	assert.equal(headers['x-cache'], undefined);
});

await check('each header of safety is there once', async () => {
	const { headers } = await ask(PAGE);
	// Two of one name would be joined.
	assert.equal(headers['strict-transport-security'], 'max-age=31536000');
	assert.equal(headers['x-content-type-options'], 'nosniff');
	assert.equal(headers['referrer-policy'], 'same-origin');
	assert.equal(headers['content-security-policy'], (await behind(PAGE)).headers['content-security-policy']);
	assert.equal(headers.server, 'nginx');
});

const page = (await ask(PAGE)).text;
const script = /\/i\/[\w-]+-[\w-]{8}\.js/.exec(page)![0];
const picture = /\/media\/tiny\/[\w.-]+\?v=\w+/.exec(page)![0];

await check('what is the same for ever comes from the cache', async () => {
	for (const path of [script, picture]) {
		const [first, second, other] = [
			await ask(path, BROTLI),
			await ask(path, { 'accept-encoding': 'br;q=1.0, gzip;q=0.5' }),
			await ask(path, { cookie: 'session=of-somebody' })
		];
		assert.deepEqual([first.headers['x-cache'], second.headers['x-cache']], ['MISS', 'HIT'], path);
		assert.equal(first.status, 200);
		assert(first.bytes.equals(second.bytes));
		assert(other.bytes.equals((await behind(path)).bytes), `${path} is pressed for who asked for it plain`);
	}
	const again = await ask(script, { ...BROTLI, 'if-none-match': (await ask(script, BROTLI)).headers.etag! });
	assert.deepEqual([again.status, again.headers['x-cache']], [304, 'HIT']);
});

await check('what may change is asked about anew', async () => {
	const current = picture.split('?')[0]!;
	for (const path of [current, '/service-worker.js', '/en/verify', '/api/openapi.json']) {
		await ask(path);
		const { status, headers } = await ask(path);
		assert.equal(status, 200, path);
		assert.notEqual(headers['x-cache'], 'HIT', path);
	}
});

await check('an address that the caller says is his is not believed', async () => {
	const body = '{}';
	const from = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}`, 'content-type': 'application/json' });
	const statuses = await inOneMinute(async () => {
		const asked = Array.from({ length: 44 }, (_, n) => ask('/api/verify', from(n), { method: 'POST', body }));
		return (await Promise.all(asked)).map(({ status }) => status);
	});
	assert.equal(statuses.filter((status) => status === 429).length, 4, statuses.join(' '));
	const elsewhere = new Agent({ localAddress: '127.0.0.2' });
	const other = await send(
		nginx.url,
		{ path: '/api/verify', headers: from(1), method: 'POST', body },
		elsewhere
	);
	elsewhere.destroy();
	assert.equal(other.status, 200);
});

await check('a form of another site is refused, ours is taken', async () => {
	const form = { method: 'POST', body: 'code=1' };
	const type = { 'content-type': 'application/x-www-form-urlencoded' };
	const statuses: number[] = [];
	const origins: Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: nginx.url }, {}];
	for (const headers of origins)
		statuses.push((await ask('/en/login', { ...type, ...headers }, form)).status);
	assert.deepEqual(statuses, [403, 400, 403]);
});

await check(
	'a body over the limit is refused by nginx, one below it by the door that it came to',
	async () => {
		const post = (bytes: number) =>
			ask(
				'/api/verify',
				{ 'content-type': 'application/octet-stream' },
				{ method: 'POST', body: Buffer.alloc(bytes) }
			);
		const [below, over] = [await post(9 * 1024 * 1024), await post(9 * 1024 * 1024 + 1)];
		assert.deepEqual([below.status, below.headers['content-type']], [413, 'application/problem+json']);
		assert.deepEqual([over.status, over.headers['content-type']], [413, 'text/html']);
	}
);

await check('what the app says to itself nobody asks from outside', async () => {
	const { status, headers } = await ask('/internal/publish', {}, { method: 'POST' });
	assert.deepEqual([status, headers['x-cache'], headers['content-type']], [404, undefined, 'text/html']);
});

await check('with the server gone the cache still serves what it has', async () => {
	await world.kill();
	assert.deepEqual([(await ask(script, BROTLI)).status, (await ask(picture, BROTLI)).status], [200, 200]);
	assert.equal((await ask(PAGE)).status, 502);
});
await nginx.stop();

const good = await startRecorder();
/** Breaks off the first request of each kind: three, and then nginx leaves it alone for a while. */
const kinds = ['/page', '/api/sync', '/form'].map((path) => `${path}?`);
const deadly = await startRecorder(({ path }, came) => {
	const kind = kinds.find((one) => path.startsWith(one));
	return kind !== undefined && !came.some((one) => one.path.startsWith(kind));
});
const cameTo = (recorder: typeof good, path: string) => recorder.came.filter((one) => one.path === path);
const gone = await freePort();
const fleet = await startNginx([gone, deadly.port, good.port]);
const through = (path: string, method = 'GET', headers: Record<string, string> = {}) =>
	send(fleet.url, { path, method, headers, ...(method === 'POST' && { body: 'x' }) });

await check('the app is told who asks, and by which name the log knows it', async () => {
	const { headers } = await through('/told', 'GET', {
		'x-forwarded-for': '203.0.113.9',
		'x-forwarded-proto': 'http',
		'x-request-id': 'mine'
	});
	const came = [...cameTo(good, '/told'), ...cameTo(deadly, '/told')][0]!.headers;
	assert.match(String(came['x-request-id']), /^[0-9a-f]{32}$/);
	assert.equal(headers['x-request-id'], came['x-request-id']);
	assert.deepEqual(
		[came['x-forwarded-for'], came['x-forwarded-proto'], came.host, came.connection],
		['127.0.0.1', 'https', 'localhost', 'close']
	);
	await through('/order/secret-of-hers');
	const log = fleet.log();
	assert(log.includes(String(came['x-request-id'])));
	assert(!log.includes('secret-of-hers') && !log.includes('/told'), 'the log names paths');
	assert(!/(?:^|\s)127\.0\.0\.1(?:\s|$)/m.test(log), 'the log names addresses of people');
});

await check(
	'a server that dies with a request: GET and sync go on to another one, a form is sent once',
	async () => {
		const answered = async (method: string, path: string): Promise<number> => {
			for (let n = 0; n < 12; n++) {
				const mine = `${path}?${n}`;
				const { status } = await through(mine, method);
				const cameTo = (recorder: typeof good) => recorder.came.filter((one) => one.path === mine).length;
				if (path === '/form') assert.equal(cameTo(good) + cameTo(deadly), 1, 'a form was sent twice');
				if (cameTo(deadly)) return status;
			}
			throw new Error(`${path} never met the server that dies`);
		};
		assert.equal(await answered('GET', '/page'), 200);
		assert.equal(await answered('POST', '/api/sync'), 200);
		assert.equal(await answered('POST', '/form'), 502);
	}
);
await fleet.stop();
for (const recorder of [good, deadly]) recorder.close();

await check('the Caddyfile is valid', () => {
	const home = mkdtempSync(join(tmpdir(), 'qadam-caddy-'));
	try {
		execFileSync('caddy', ['validate', '--adapter', 'caddyfile', '--config', join(DEPLOY, 'Caddyfile')], {
			env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
			stdio: 'pipe'
		});
	} finally {
		rmSync(home, { recursive: true });
	}
});

if (spawnSync('systemd-analyze', ['--version']).status !== 0)
	console.log('  systemd-analyze is not here: the units were not looked at');
else
	await check('the units of systemd are valid, and shut in', () => {
		const folder = mkdtempSync(join(tmpdir(), 'qadam-units-'));
		const units = ['qadam.service', 'qadam@.service', 'qadam-backup.service', 'qadam-backup.timer'];
		try {
			for (const unit of units) {
				const text = readFileSync(join(DEPLOY, unit.replace('@', '')), 'utf8');
				// Programs that are not installed here.
				writeFileSync(
					join(folder, unit),
					text.replaceAll('/opt/qadam/current/node_modules/.bin/node', '/bin/true')
				);
			}
			mkdirSync(join(folder, 'qadam@.service.d'));
			copyFileSync(join(DEPLOY, 'port.conf'), join(folder, 'qadam@.service.d/port.conf'));
			const paths = units.map((unit) => join(folder, unit.replace('@', '@3001')));
			copyFileSync(join(folder, 'qadam@.service'), join(folder, 'qadam@3001.service'));
			const verified = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8' });
			assert.equal(`${verified.status} ${verified.stderr}`, '0 ');
			const score = ['security', '--offline=true', '--threshold=15', paths[0]!];
			const said = spawnSync('systemd-analyze', score, { encoding: 'utf8' });
			assert.equal(said.status, 0, said.stdout.split('\n').at(-2));
			return /level for .*: ([\d.]+)/.exec(said.stdout)![1]! + ' of 10 exposed';
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

await world.remove();
image.remove();
end();
