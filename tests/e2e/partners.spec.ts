/**
 * "Continue with badge": an administrator sets up a partner; a learner presses the partner's button on her phone, or scans
 * its QR; the partner's server takes over what she allowed, by the example of docs/partners.md.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
	joinLearner,
	makeSetupLink,
	setUpAdministrator,
	startLearnerSession
} from '#lib/accounts/index.server.ts';
import type { Composed } from '#lib/compose.server.ts';
import { hex } from '#lib/platform/ids.ts';
import { composeBeside } from '../support/beside.ts';
import { earnBadge } from '../support/earn-badge.ts';
import { PlainBrowser } from '../support/plain-browser.ts';
import { logInStaff } from './staff.ts';
import { expect, expectAccessible, test as base } from './test.ts';

const ADMINISTRATOR = {
	name: 'Nasreen',
	email: 'nasreen@qadam.example',
	password: 'a shawl for every winter'
};
const DIGITS = '493817';

interface Example {
	begin(of: object): { address: string; verifier: string; state: string };
	finish(of: object): Promise<Record<string, unknown> | null>;
}

/** The partner's site, on this machine: remembers who came back to it. */
interface Bazaar {
	origin: string;
	cameBack: string[];
}

interface Worker {
	composed: Composed;
	bazaar: Bazaar;
	example: Example;
}

const test = base.extend<object, Worker>({
	composed: [
		async ({ server }, use) => {
			const composed = await composeBeside(server);
			const token = new URL(await makeSetupLink(composed.services), server.url).searchParams.get('t')!;
			await setUpAdministrator(composed.services, { token, ...ADMINISTRATOR });
			await use(composed);
			await composed.close();
		},
		{ scope: 'worker' }
	],
	bazaar: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const cameBack: string[] = [];
			const site: Server = createServer((asked, answer) => {
				if (asked.url!.startsWith('/back')) cameBack.push(asked.url!);
				answer.setHeader('content-type', 'text/html').end('<title>Bazaar</title>');
			}).listen(0, '127.0.0.1');
			await new Promise((done) => site.once('listening', done));
			await use({ origin: `http://127.0.0.1:${(site.address() as AddressInfo).port}`, cameBack });
			site.closeAllConnections();
			await new Promise((done) => site.close(done));
		},
		{ scope: 'worker' }
	],
	example: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const folder = mkdtempSync(join(tmpdir(), 'qadam-example-'));
			const text = readFileSync(new URL('../../docs/partners.md', import.meta.url), 'utf8');
			const file = join(folder, 'example.mjs');
			writeFileSync(file, /```js\n([\s\S]*?)```/.exec(text)![1]!);
			await use((await import(pathToFileURL(file).href)) as Example);
			rmSync(folder, { recursive: true, force: true });
		},
		{ scope: 'worker' }
	]
});
// In order, on one server: the partner is set up first.
test.describe.configure({ mode: 'default' });

/** A learner with her card, and a badge. @returns her id, and what she logs in with */
async function holder({ services }: Composed, { badge = true } = {}) {
	const joined = await joinLearner(services, {
		key: hex(services.random(16)),
		name: 'شبانہ',
		lang: 'ur',
		secret: { kind: 'digits', text: DIGITS },
		consents: [],
		profiles: [],
		contactPhone: '+923001234567',
		deviceHash: 'partners'
	});
	if (!joined.ok) throw new Error(joined.refusal.tag);
	const { learnerId, card } = joined.value;
	if (badge) await earnBadge(services, learnerId, services.catalogue.courses()[0]!);
	return { learnerId, code: card!.code };
}

async function sessionOf({ services }: Composed, learnerId: string): Promise<string> {
	const jar = { get: () => undefined, set: () => {}, delete: () => {} };
	return startLearnerSession(services, jar as never, learnerId);
}

let key = '';

test('an administrator sets up a partner, and sees its key once', async ({ page, composed, bazaar }) => {
	await logInStaff(page, ADMINISTRATOR);
	await page.goto('/ur/staff/admin/partners');
	const make = page.locator('form[action="?/make"]');
	await make.locator('[name=id]').fill('Bazaar');
	await make.locator('[name=origins]').fill('http://bazaar.example/back');
	await make.locator('button').click();
	await expect(page.locator('.err')).toHaveCount(3);
	await expectAccessible(page, 'refused');
	await make.locator('[name=id]').fill('bazaar');
	await make.locator('[name=name]').fill('بازار');
	await make.locator('[name=badge]').selectOption(composed.services.catalogue.courses()[0]!.badge.id);
	await make.locator('[name=origins]').fill(bazaar.origin);
	await make.locator('[value=contact]').check();
	await make.locator('button').click();
	await expect(page.locator('h2', { hasText: 'بازار' })).toBeVisible();
	await page.locator('form[action="?/key"] button').click();
	key = await page.locator('#made').inputValue();
	expect(key).toMatch(/^qadam_[0-9a-f]{8}_[\w-]{43}$/);
	await expectAccessible(page, 'with a key');
	await page.goto('/en/staff/admin/partners');
	expect(await page.content()).not.toContain(key);
	await expect(page.locator('body')).toContainText(key.slice(0, 14));
});

test('by the button, in Urdu and without scripts: logged out, she logs in, reads who asks and what is told, allows it, and is led back', async ({
	composed,
	server,
	bazaar,
	example
}) => {
	const { learnerId, code } = await holder(composed);
	const begun = example.begin({
		qadam: server.url,
		partner: 'bazaar',
		returnTo: `${bazaar.origin}/back?basket=7`
	});
	const her = new PlainBrowser(server.url);
	await her.open(begun.address);
	expect(her.current.text).toContain('بازار');
	expect(her.current.text).not.toContain('شبانہ');
	await her.follow('/login?to=');
	await her.submit({ field: 'code' }, { code: 'AAAA-AAAA-A', digits: DIGITS });
	await her.submit({ field: 'code' }, { code, digits: DIGITS });
	expect(her.current.url.pathname).toBe('/ur/login/open');
	await her.follow('/ur/claim/bazaar?');
	expect(her.current.text).toContain('انہیں یہ پتا چلے گا');
	expect(her.current.text).toContain('+923001234567');
	await her.submit({ action: '?/allow' }, { contact: 'yes' });
	const to = her.current.root.querySelector('meta[http-equiv=refresh]')!.getAttribute('content')!.slice(6);
	const cameBackTo = to.replaceAll('&amp;', '&');
	expect(cameBackTo).toMatch(
		new RegExp(`^${bazaar.origin}/back\\?basket=7&claim=[0-9a-f]{64}&state=${begun.state}$`)
	);
	const kept = { qadam: server.url, key, verifier: begun.verifier, state: begun.state, cameBackTo };
	const told = await example.finish(kept);
	expect(told).toMatchObject({ status: 'active', contact: { phone: '+923001234567' }, name: null });
	await expect(example.finish(kept)).rejects.toThrow('redeemed');

	await her.open('/ur/me/partners');
	expect(her.current.text).toContain('بازار');
	await her.submit({ action: '?/withdraw' });
	const status = await fetch(`${server.url}/api/partner/sellers/${told!.seller as string}/status`, {
		headers: { authorization: `Bearer ${key}` }
	});
	expect(status.status).toBe(410);
	expect(JSON.stringify(told)).not.toContain(learnerId);
});

for (const lang of ['ur', 'en'] as const)
	test(`by a QR the computer goes on when her phone has answered; every face is accessible (${lang})`, async ({
		page,
		composed,
		server
	}) => {
		const partner = (path: string, body?: object) =>
			fetch(server.url + path, {
				method: body ? 'POST' : 'GET',
				headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
				...(body && { body: JSON.stringify(body) })
			}).then((answer) => answer.json() as Promise<Record<string, unknown>>);
		const opened = await partner('/api/partner/requests', {});
		const { request } = opened as { request: string };
		const scan = (opened.scan as Record<string, string>)[lang]!;
		const state = async () => (await partner(`/api/partner/requests/${request}`)).state as string;
		await page.goto(scan);
		await expectAccessible(page, 'logged out');
		const without = await holder(composed, { badge: false });
		const enter = async (learnerId: string) => {
			await page.context().clearCookies();
			const value = await sessionOf(composed, learnerId);
			await page.context().addCookies([{ name: 'qadam', value, url: server.url }]);
			await page.goto(scan);
		};
		await enter(without.learnerId);
		await expect(page.locator('.note[role=status]')).toBeVisible();
		await expectAccessible(page, 'without the badge');
		await enter((await holder(composed)).learnerId);
		await expectAccessible(page, 'asked');
		expect(await state()).toBe('waiting');
		await page.locator('form[action*="/allow"] button').click();
		await expect(page.locator('div[role=status] h2')).toContainText('بازار');
		await expectAccessible(page, 'answered');
		expect(await state()).toBe('allowed');
		const told = await partner('/api/partner/claims/redeem', { request });
		expect(told).toMatchObject({ status: 'active', contact: null });
		expect(await state()).toBe('redeemed');
		await page.goto(`/${lang}/me/partners`);
		await expectAccessible(page, 'whom she allowed');
		await page.goto(scan);
		await expect(page.locator('form[action*="/allow"]')).toHaveCount(0);
	});

test('a browser goes on to the partner by itself, with scripts or without; saying no goes back, too', async ({
	browser,
	composed,
	server,
	bazaar,
	example
}) => {
	for (const javaScriptEnabled of [true, false]) {
		const context = await browser.newContext({ javaScriptEnabled });
		const value = await sessionOf(composed, (await holder(composed)).learnerId);
		await context.addCookies([{ name: 'qadam', value, url: server.url }]);
		const page = await context.newPage();
		for (const [action, answer] of [
			['allow', /claim=[0-9a-f]{64}&state=/],
			['decline', /declined=1&state=/]
		] as const) {
			const begun = example.begin({
				qadam: server.url,
				partner: 'bazaar',
				returnTo: `${bazaar.origin}/back`
			});
			await page.goto(begun.address);
			await page.locator(`form[action*="/${action}"] button`).click();
			await page.waitForURL(`${bazaar.origin}/back?*`);
			expect(page.url()).toMatch(answer);
			expect(bazaar.cameBack.at(-1)).toMatch(answer);
		}
		await context.close();
	}
});

test('bad links lead nowhere, in words, and never to where they point', async ({
	server,
	composed,
	bazaar
}) => {
	const value = await sessionOf(composed, (await holder(composed)).learnerId);
	const good = {
		return: `${bazaar.origin}/back`,
		state: 's',
		challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
	};
	const ask = (change: Record<string, string>, partner = 'bazaar', action = '') =>
		fetch(`${server.url}/en/claim/${partner}?${action}${new URLSearchParams({ ...good, ...change })}`, {
			redirect: 'manual',
			headers: { cookie: `qadam=${value}`, accept: 'text/html' },
			...(action && {
				method: 'POST',
				body: new URLSearchParams(),
				headers: { cookie: `qadam=${value}`, accept: 'text/html', origin: server.url }
			})
		});
	expect((await ask({})).status).toBe(200);
	for (const action of ['', '/allow&', '/decline&'])
		for (const change of [
			{ return: 'https://evil.example/' },
			{ return: `${bazaar.origin}@evil.example/` },
			{ return: 'javascript:alert(1)' },
			{ return: `//evil.example/${bazaar.origin}` },
			{ state: '' },
			{ challenge: 'x' },
			{ request: 'x' }
		] as Record<string, string>[]) {
			const answer = await ask(change, 'bazaar', action);
			const text = await answer.text();
			expect(answer.status, JSON.stringify(change)).toBe(400);
			expect(text).toContain('This link does not work');
			expect(text).not.toContain('evil.example');
			expect(answer.headers.get('location')).toBeNull();
		}
	expect((await ask({}, 'nobody')).status).toBe(404);
	// Logging in leads on to a claim of this site alone.
	const login = await fetch(
		`${server.url}/en/login?to=${encodeURIComponent('//evil.example/ur/claim/a?b=c')}`
	);
	expect(await login.text()).not.toContain('evil.example');
});

test('K3 what a phone alone opened allows nothing: her secret is asked for, and then it goes on', async ({
	composed,
	server,
	bazaar,
	example
}) => {
	const { learnerId } = await holder(composed);
	const value = await sessionOf(composed, learnerId);
	await composed.services.db
		.updateTable('session')
		.set({ proof: 'phone' })
		.where('user_id', '=', `learner:${learnerId}`)
		.execute();
	const her = new PlainBrowser(server.url, `qadam=${value}`);
	const begun = example.begin({ qadam: server.url, partner: 'bazaar', returnTo: `${bazaar.origin}/back` });
	await her.open(begun.address);
	await her.submit({ action: '?/allow' });
	expect(her.current.status).toBe(403);
	expect(her.current.text).toContain('بَیج آپ کا ہے');
	expect(her.current.root.querySelector('meta[http-equiv=refresh]')).toBeNull();
	await her.submit({ field: 'digits' }, { digits: DIGITS });
	const to = her.current.root.querySelector('meta[http-equiv=refresh]')!.getAttribute('content')!;
	expect(to).toContain(`url=${bazaar.origin}/back?claim=`);
});

test('the description of the doors is served as it is tested', async ({ server }) => {
	const answer = await fetch(`${server.url}/api/openapi.json`);
	expect(answer.headers.get('access-control-allow-origin')).toBe('*');
	const document = (await answer.json()) as { openapi: string; servers: { url: string }[] };
	expect([document.openapi, document.servers[0]!.url]).toEqual(['3.1.1', server.url]);
});
