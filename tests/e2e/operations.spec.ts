/** Watching a system: the administrator's page, the doors of machines, and a log in which nobody is found. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { firstAdministrator } from '../support/administrator.ts';
import { composeBeside } from '../support/beside.ts';
import { post, send } from '../support/raw.ts';
import { logInStaff } from './staff.ts';
import { expect, expectAccessible, test, WATCHED } from './test.ts';

const person = { email: 'nasreen@qadam.example', password: 'a shawl for every winter' };

// In order, on one server.
test.describe.configure({ mode: 'default' });

const topics = (page: Page, list: string) =>
	page.locator(`${list} [data-topic]`).evaluateAll((all) => all.map((one) => one.getAttribute('data-topic')));

test('an administrator reads what needs a look and what to do, then what is well', async ({
	page,
	server
}) => {
	await firstAdministrator(server);
	await page.setViewportSize({ width: 360, height: 640 });
	await logInStaff(page, person);
	await page.goto('/ur/staff/admin');
	await page.locator('a[href="/ur/staff/admin/state"]').click();
	expect(await topics(page, '.help:not(.plan)')).toContain('backup');
	await expect(page.locator('[data-topic=backup]')).toContainText('npm run backup');
	expect(await topics(page, '.plan')).toEqual(expect.arrayContaining(['migrations', 'courses']));
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
	await expectAccessible(page, 'the state, in Urdu');

	writeFileSync(join(server.dataDir, 'last-backup'), new Date(server.now()).toISOString());
	await page.goto('/en/staff/admin/state');
	expect(await topics(page, '.plan')).toContain('backup');
	await expect(page.locator('[data-topic=backup]')).not.toContainText('npm run backup');
	await expectAccessible(page, 'the state, in English');
	rmSync(join(server.dataDir, 'last-backup'));
});

test('/readyz says what is missing; /metrics is not there without its token', async ({ server }) => {
	const ready = async () => {
		const { status, text } = await send(server.url, { path: '/readyz' });
		return [status, JSON.parse(text)] as const;
	};
	const all = { database: true, migrations: true, restore: true, courses: true };
	expect(await ready()).toEqual([200, { ready: true, checks: all }]);
	const half = join(server.dataDir, 'restoring');
	writeFileSync(half, '');
	expect(await ready()).toEqual([503, { ready: false, checks: { ...all, restore: false } }]);
	rmSync(half);

	const token = WATCHED.METRICS_TOKEN;
	const metrics = (authorization?: string, query = '') =>
		send(server.url, { path: `/metrics${query}`, headers: authorization ? { authorization } : {} });
	for (const given of [undefined, `Bearer ${token}x`, `Bearer ${token.slice(1)}é`, token, `Basic ${token}`])
		expect((await metrics(given)).status, given).toBe(404);
	expect((await metrics(undefined, `?token=${token}`)).status).toBe(404);
	const { status, headers, text } = await metrics(`Bearer ${token}`);
	expect(status).toBe(200);
	expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
	expect(headers['cache-control']).toBe('no-store');
	for (const line of [
		/^qadam_http_request_duration_seconds_count\{route="\/readyz",method="GET",status="5xx"\} \d+$/m,
		/^qadam_sync_events_total\{outcome="accepted",reason=""\} \d+$/m,
		/^qadam_queue_parked\{queue="webhooks"\} \d+$/m,
		/^qadam_state_readable 1$/m,
		/^process_resident_memory_bytes \d+$/m
	])
		expect(text).toMatch(line);
	expect(text).not.toContain(token);
});

/** What belongs to people, and where it is sent. */
const HER = {
	name: 'Zarghuna Bibi',
	urdu: 'زرغونہ',
	phone: '03007654321',
	picture: 'mango',
	digits: '583926',
	code: 'QXW7-93KD-AZ5T',
	secret: '5ec2e70f5ec2e70f5ec2e70f5ec2e70f',
	email: 'zarghuna@family.example',
	password: 'the goats of the hill',
	address: 'House 9 Mohalla Kotla',
	agent: 'Zarghunas-Phone/1.0'
};
const token = '7a6b'.repeat(16);

/** A database that refuses a learner, and quotes her name in its reason. */
const QUOTING = {
	sqlite: {
		make: [
			`create trigger quoting before insert on learner begin
				select raise(abort, 'not stored: ' || new.display_name || char(10) || '    at ' || new.display_name); end`
		],
		drop: 'drop trigger quoting',
		error: 'SqliteError'
	},
	postgres: {
		make: [
			`create function quoting() returns trigger language plpgsql as
				$$ begin raise exception E'not stored: %\\n    at %', new.display_name, new.display_name; end $$`,
			'create trigger quoting before insert on learner for each row execute function quoting()'
		],
		drop: 'drop trigger quoting on learner',
		error: 'error'
	}
};

test('the log names requests by their route and finds no person: not in addresses, bodies, headers, nor errors', async ({
	server
}) => {
	const { url } = server;
	const before = server.output().length;
	const headers = {
		'user-agent': HER.agent,
		'x-request-id': HER.phone,
		'x-forwarded-for': HER.phone,
		referer: `${url}/ur/order/${HER.secret}?name=${encodeURIComponent(HER.urdu)}`
	};
	const get = (path: string, more: Record<string, string> = {}) =>
		send(url, { path, headers: { ...headers, accept: 'text/html', ...more } });
	const named = { name: HER.name, phone: HER.phone, address: HER.address, city: HER.urdu };
	const secret = { picture_1: HER.picture, digits: HER.digits };

	await get(`/ur/order/${HER.secret}?phone=${HER.phone}`);
	await get(`/ur/login/card?t=${token}`);
	await get(`/${encodeURIComponent(HER.urdu)}/${HER.code}`);
	await get(`/en/join?class=${HER.code}`, { cookie: `qadam=${token}; tile=${HER.secret}` });
	await post(url, '/ur/login', { code: HER.code, ...secret }, headers);
	await post(url, '/ur/staff/login', { email: HER.email, password: HER.password }, headers);
	await post(url, `/en/shop/${HER.secret}/report`, { words: HER.urdu, ...named }, headers);
	await send(url, {
		method: 'POST',
		path: '/api/sync',
		headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ device: HER.name, events: [{ body: named }] })
	});

	// A database that quotes in its error what was to be stored, on several lines.
	const { services, close } = await composeBeside(server);
	const quoting = QUOTING[server.env.DATABASE_URL ? 'postgres' : 'sqlite'];
	for (const statement of quoting.make) await sql.raw(statement).execute(services.allLearners);
	const joining = { key: '0123456789abcdef'.repeat(2), consent_learning: 'yes', digits: HER.digits };
	const id = '0192f0c1-7a2b-4c3d-8e4f-5a6b00003039';
	const failed = await post(url, '/ur/join', { ...named, ...joining }, { ...headers, 'x-request-id': id });
	await sql.raw(quoting.drop).execute(services.allLearners);
	await close();
	expect(failed.status).toBe(500);
	expect(failed.headers['x-request-id']).toBe(id);
	// What she tells whoever helps her is found in the log.
	expect(failed.text).toContain('0001 2345');

	const lines = () =>
		server
			.output()
			.slice(before)
			.split('\n')
			.filter((line) => line.startsWith('{'))
			.map((line) => JSON.parse(line) as Record<string, unknown>);
	await expect
		.poll(() => lines().some((line) => line.route === '/[lang=lang]/join' && line.status === 500))
		.toBe(true);
	const said = server.output().slice(before);
	expect(lines()).toContainEqual(
		expect.objectContaining({
			level: 'error',
			message: 'request failed',
			request: id,
			number: '0001 2345',
			error: quoting.error
		})
	);
	expect(lines()).toContainEqual(
		expect.objectContaining({
			message: 'request',
			method: 'GET',
			route: '/[lang=lang]/order/[secret]',
			status: 404
		})
	);
	for (const [what, text] of Object.entries({ ...HER, token }))
		for (const form of [text, encodeURIComponent(text), new URLSearchParams({ x: text }).toString().slice(2)])
			expect(said.includes(form), `${what} in the log`).toBe(false);
});
