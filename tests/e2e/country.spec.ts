/**
 * C8. Another country without a change of code: a build with an invented pack (tests/fixtures/country) lives journey 4 by
 * plain forms. Its language is in the address, its districts, money, phone numbers and helplines are its own, and nothing of
 * Pakistan is seen on the way.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSteps } from '../../src/lib/selling/opening/steps.ts';
import { approveShops, firstAdministrator, makeClass } from '../support/administrator.ts';
import { buildCountry, INVENTED } from '../support/country-build.ts';
import { checkItem, fieldsOf } from '../support/course-a.ts';
import { PlainBrowser } from '../support/plain-browser.ts';
import { START, startServer } from '../support/server.ts';
import { expect, test } from './test.ts';

const SECRET = '735190';
const PAKISTANI = /[\u0600-\u06ff]|\bRs\b|rupee|pakistan|\+92|raast|urdu/i;

test('C8 journey 4 in an invented country: its language, districts, money, phones, helplines, course', async ({
	browser
}) => {
	test.setTimeout(2 * START);
	const { root, courses } = buildCountry(INVENTED);
	const course = courses[0]!;
	const data = mkdtempSync(join(tmpdir(), 'qadam-country-'));
	const server = await startServer({ DATA_DIR: data, QADAM_COUNTRY: INVENTED }, root, { built: root });
	try {
		expect((await fetch(`${server.url}/readyz`)).status, 'people may be sent here').toBe(200);
		const admin = await firstAdministrator(server, 'zx');
		const number = await makeClass(admin, 'Narth', 'Class of Velmora', 'zx');
		const at = /^\/zx\/staff\/[^/]+\/class\/[0-9a-f-]{36}/.exec(admin.current.url.pathname)![0];
		const her = new PlainBrowser(server.url);
		const seen: string[] = [];
		const look = () => seen.push(`${her.current.url.pathname}: ${her.current.text}`);

		// Its language comes first; what it has no words for is said in English.
		await her.open('/');
		await her.follow(/^\/zx(\/|$)/);
		expect(her.current.root.querySelector('html')!.getAttribute('lang')).toBe('zx');
		expect(her.current.root.querySelector('html')!.getAttribute('dir')).toBe('ltr');
		look();

		// The lesson is learnt by a script, as it is on a phone.
		const page = await browser.newPage({ baseURL: server.url });
		await page.goto(`/zx/learn/${course.id}/n1`);
		await expect(page.locator('.steps.live')).toBeAttached();
		await page.locator('[data-do]').click();
		await expect(page.locator('.steps.live > .at, .steps.live .step.at').first()).toHaveAttribute(
			'id',
			'n1-02'
		);
		await page.close();

		// And to its end by plain forms.
		const lesson = `/zx/learn/${course.id}/n1`;
		await her.open(lesson);
		for (const question of her.current.root
			.querySelectorAll('form.question')
			.map((f) => f.getAttribute('id')!)) {
			await her.open(lesson);
			const key = her.form({ id: question }).getAttribute('data-key')!.split(' ')[0]!;
			await her.submit({ action: 'answer', id: question }, { choice: key });
		}
		await her.open(lesson);
		await her.submit({ action: 'finish' });
		look();

		await her.open(`/zx/join?class=${number}`);
		await her.submit(
			{ field: 'name' },
			{ name: 'Luno', digits: SECRET, mine: 'yes', consent_learning: 'yes' }
		);
		expect(her.current.url.pathname).toBe('/zx/me/card');
		await her.open('/zx/me/about');
		// In the order of its own alphabet.
		expect(her.choices('district', { field: 'district' })).toEqual([
			'north-akes-diri',
			'north-velmora',
			'south-old-tarni'
		]);
		await her.open('/zx/safe');
		const lines = her.current.root.querySelectorAll('a[href^="tel:"]').map((a) => a.getAttribute('href'));
		expect(lines).toEqual(['tel:211', 'tel:70004242']);
		look();

		// The check is passed, a trainer marks what was shown, and the badge opens the shop.
		await her.open(`/zx/learn/${course.id}/check`);
		const answers = course.check.items.map(({ id }) =>
			fieldsOf(checkItem(course, id), checkItem(course, id).key[0]!, id)
		);
		await her.submit({ field: 'number' }, Object.assign({}, ...answers) as Record<string, string>);
		look();
		await admin.open(`${at}/marks`);
		await admin.submit({ field: 'line-light' }, { 'line-light': 'yes' });
		await her.open('/zx/sell');
		expect(her.current.url.pathname).toBe('/zx/sell/open');
		look();
		const given: Record<string, Record<string, string>> = {
			name: { name: 'Showls af Luno' },
			handle: { handle: 'luno' },
			goods: { category: 'embroidery' },
			city: { city: 'Vilmaro' },
			delivery: { delivery_fee: '200 lums' },
			returns: { returns: 'Wuthun 3 doys' },
			phone: { phone: '8123 4567' }
		};
		await her.open('/zx/sell/open/name');
		for (const step of openSteps) {
			look();
			if (step === 'phone') {
				await her.submit({ id: 'question' }, { phone: '0300 1234567' });
				expect(her.current.status, 'a number of Pakistan').toBe(400);
			}
			if (step === 'about') await her.submit({ id: 'skip' });
			else await her.submit({ id: 'question' }, given[step]);
		}
		look();
		await her.submit({ id: 'open' });
		expect(her.current.url.pathname).toBe('/zx/sell/open/done');
		await her.open('/zx/sell/products/new');
		look();
		await her.submit({ field: 'price' }, { title: 'Blei showl', price: '1,500 lums', stock: '3' });
		await approveShops(admin, 'zx');

		// An order: in its money, from a number of its plan, on its calendar.
		const buyer = new PlainBrowser(server.url);
		const lookOn = () => seen.push(`${buyer.current.url.pathname}: ${buyer.current.text}`);
		await buyer.open('/zx/shop/luno');
		const locale = buyer.current.root.querySelector('meta[property="og:locale"]');
		expect(locale?.getAttribute('content')).toBe('zx_XZ');
		await buyer.follow(/\/shop\/luno\/[0-9a-f-]{36}/);
		expect(buyer.current.text).toMatch(/1,500\s*lem/);
		lookOn();
		if (!buyer.current.root.querySelector('form#order')) await buyer.follow('/order');
		const cities = buyer.current.root.querySelectorAll('datalist option').map((o) => o.getAttribute('value'));
		expect(cities).toEqual(['Vilmaro', 'Tornu']);
		lookOn();
		const to = { name: 'Oro', city: 'Tornu', address: 'Main road 2', landmark: 'By the well' };
		// Whoever sends the form within a second is taken for a robot.
		await new Promise((done) => setTimeout(done, 1100));
		await buyer.submit({ id: 'order' }, { ...to, phone: '0300 1234567' });
		expect(buyer.current.status, 'a number of Pakistan').toBe(400);
		lookOn();
		await buyer.submit({ id: 'order' }, { ...to, phone: '+999 7123 4567' });
		const order = buyer.current.url.pathname;
		expect(order).toMatch(/^\/zx\/order\//);
		expect(buyer.current.text).toMatch(/1,700/);
		lookOn();
		await her.open('/zx/sell/orders');
		await her.follow(/\/sell\/orders\/[0-9a-f-]{36}/);
		const calls = her.current.root.querySelectorAll('a[href="tel:+99971234567"]').map((a) => a.text.trim());
		expect(calls).toContain('7123 4567');
		look();
		for (const action of ['confirm', 'send']) {
			await her.submit({ action });
			look();
		}
		await buyer.open(order);
		await buyer.submit({ action: 'received' });
		lookOn();
		await her.open(her.current.url.pathname);
		await her.submit({ action: 'paid' }, { paid: '1' });
		look();
		expect(seen.length).toBeGreaterThan(20);
		expect(seen.filter((text) => PAKISTANI.test(text))).toEqual([]);
	} finally {
		await server.stop();
		rmSync(data, { recursive: true, force: true });
	}
});
