/** M3, M4, M8 as an administrator meets them: addresses of marketplaces, what has not arrived, the list that goes out and comes back. */
import type { Composed } from '#lib/compose.server.ts';
import { isAdministrator } from '#lib/accounts/index.server.ts';
import { makePartner, stopPartner } from '#lib/partners/index.server.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { addEndpoint, suspendSeller, unlockSeller } from '#lib/selling/index.server.ts';
import type { Page } from '@playwright/test';
import { composeBeside } from '../support/beside.ts';
import { firstAdministrator } from '../support/administrator.ts';
import { logInStaff } from './staff.ts';
import { expect, expectAccessible, test as base } from './test.ts';

const person = { email: 'nasreen@qadam.example', password: 'a shawl for every winter' };

const test = base.extend<object, { composed: Composed }>({
	composed: [
		async ({ server }, use) => {
			const composed = await composeBeside(server);
			await use(composed);
			await composed.close();
		},
		{ scope: 'worker' }
	]
});
// In order, on one server.
test.describe.configure({ mode: 'default' });

/** The administrator of this installation, in a narrow window. */
async function administrator(page: Page, server: Parameters<typeof firstAdministrator>[0]): Promise<void> {
	await firstAdministrator(server);
	await page.setViewportSize({ width: 360, height: 640 });
	await logInStaff(page, person);
}

async function administratorId({ services }: Composed): Promise<string> {
	const all = await services.db
		.selectFrom('staff')
		.select('staff_id')
		.where('email', '=', person.email)
		.execute();
	for (const { staff_id } of all) if (await isAdministrator(services.db, staff_id)) return staff_id;
	throw new Error('no administrator');
}

/** A seller by two badges, as the log would have left her. */
async function seller({ services }: Composed): Promise<string> {
	const learnerId = uuidv7(services.clock(), services.random);
	const at = services.clock();
	await services.db
		.insertInto('learner')
		.values({ learner_id: learnerId, kind: 'joined', locale: 'ur', tile_seed: 23864108, created_at: at })
		.execute();
	for (const badge of ['selling-online', 'fraud-check'])
		await services.db
			.insertInto('award')
			.values({
				learner_id: learnerId,
				badge,
				award_id: `award-${badge}-${learnerId}`,
				course: badge,
				criterion_version: '1',
				criterion: '{}',
				evidence: '[]',
				open_bank: 1,
				awarded_at: at,
				state: 'active'
			})
			.execute();
	await services.db
		.transaction()
		.execute((tx) =>
			unlockSeller(
				tx,
				learnerId,
				{ badge: 'fraud-check', awardId: `award-fraud-check-${learnerId}` },
				services
			)
		);
	return learnerId;
}

test('an address that nothing may be sent to is refused beside its field, in both languages', async ({
	page,
	server
}) => {
	await administrator(page, server);
	await page.goto('/ur/staff/admin');
	await page.locator('a[href="/ur/staff/admin/deliveries"]').click();
	await page.locator('a[href="/ur/staff/admin/webhooks"]').first().click();
	await expectAccessible(page, 'no address yet');
	for (const address of [
		'https://127.0.0.1/',
		'http://example.com/',
		'https://printer.local/',
		'https://169.254.169.254/',
		'کچھ نہیں'
	]) {
		await page.locator('[name=name]').fill('بازار');
		await page.locator('[name=address]').fill(address);
		await page.locator('form[action*="?/add"] button').click();
		await expect(page.locator('#address-fault')).toBeVisible();
		await expect(page.locator('#address')).toHaveValue(address);
	}
	await page.goto('/en/staff/admin/webhooks');
	await page.locator('[name=name]').fill('Bazaar');
	await page.locator('[name=address]').fill('https://10.0.0.1/hook');
	await page.locator('form[action*="?/add"] button').click();
	await expect(page.locator('#address-fault')).toContainText('private network');
	await expectAccessible(page, 'an address that was refused');
});

test('an address may belong to a partner: chosen when it is set up, and said from then on', async ({
	page,
	server,
	composed
}) => {
	await administrator(page, server);
	const { services } = composed;
	const by = await administratorId(composed);
	const partner = {
		id: 'bazaar',
		name: 'بازار ڈاٹ مثال',
		badge: 'seller-ready',
		origins: ['https://bazaar.example'],
		scopes: ['claims', 'status'] as const
	};
	expect(await makePartner(services, by, { ...partner, scopes: [...partner.scopes] })).toMatchObject({
		ok: true
	});
	await page.goto('/ur/staff/admin/webhooks');
	await expectAccessible(page, 'whose it is');
	const add = page.locator('form[action*="?/add"]');
	const fill = async (address: string) => {
		await add.locator('[name=name]').fill('بازار کا پتا');
		await add.locator('[name=address]').fill(address);
		await add.locator('[name=partner]').selectOption('bazaar');
		await add.locator('button').click();
	};
	// Refused for another reason, the choice stays; stopped in between, it is said beside its field.
	await fill('https://10.0.0.1/hook');
	await expect(page.locator('#address-fault')).toBeVisible();
	await expect(add.locator('[name=partner]')).toHaveValue('bazaar');
	// An address in numbers: no name is looked up, and nothing is sent before there is news.
	await fill('https://8.8.8.8/hook');
	await expect(page.locator('code')).toHaveText(/^whsec_/);
	const endpoint = page.locator('section.sheet', { hasText: '8.8.8.8' });
	await expect(endpoint).toContainText(partner.name);
	await expect(endpoint.locator('.note.look')).toHaveCount(0);
	await stopPartner(services, by, 'bazaar', true);
	await page.goto('/ur/staff/admin/webhooks');
	await expect(endpoint.locator('.note.look')).toContainText(partner.name);
	await expect(page.locator('[name=partner]')).toHaveCount(0);
	await expectAccessible(page, 'of a partner that is stopped');
	await endpoint.locator('summary').click();
	await endpoint.locator('form[action*="?/close"] button').click();
});

test('M4 what has not arrived is named with its reason and sent again; a secret is shown once', async ({
	page,
	server,
	composed
}) => {
	await administrator(page, server);
	const { services } = composed;
	const id = uuidv7(services.clock(), services.random);
	// Set up as a test may, on this machine: the server itself sends nothing there, and says so.
	const made = await addEndpoint(
		services,
		await administratorId(composed),
		{ id, name: 'آزمائشی بازار', address: 'http://127.0.0.1:9/hook' },
		{ loopback: true }
	);
	expect(made.ok).toBe(true);
	const her = await seller(composed);
	await services.db.transaction().execute((tx) => suspendSeller(tx, her, 'operator', services));
	const now = services.clock();
	await services.allLearners
		.updateTable('outbox')
		.set({ attempts: 13, error: 'status-503', parked_at: now, last_at: now })
		.where('target', '=', id)
		.where('topic', '=', 'seller.unlocked')
		.execute();

	await page.goto('/ur/staff/admin');
	await page.locator('.note.look a').click();
	const parked = page.locator('section.sheet').first();
	await expect(parked).toContainText('503');
	await expect(parked).toContainText('آزمائشی بازار');
	await expect(parked).toContainText('13');
	expect(await page.locator('main').innerText()).not.toContain(her);
	await expectAccessible(page, 'a parked delivery');
	await parked.locator('button').click();
	await expect(page.locator('[role=status]').first()).toBeVisible();
	const waiting = await services.allLearners
		.selectFrom('outbox')
		.select('parked_at')
		.where('target', '=', id)
		.execute();
	expect(waiting.every(({ parked_at }) => parked_at === null)).toBe(true);

	await page.goto('/ur/staff/admin/webhooks');
	const endpoint = page.locator('section.sheet', { hasText: 'آزمائشی بازار' });
	await endpoint.locator('form[action*="?/test"] button').click();
	await expect(page.locator('[role=alert]')).toContainText('https://');
	await endpoint.locator('form[action*="?/rotate"] button').click();
	await expect(page.locator('code')).toHaveText(/^whsec_[A-Za-z0-9+/]{43}=$/);
	await expectAccessible(page, 'a secret');
	await page.goto('/ur/staff/admin/webhooks');
	await expect(page.locator('code')).toHaveCount(0);
	await endpoint.locator('form[action*="?/pause"] button').click();
	await expect(endpoint.locator('.note.look')).toBeVisible();
	await endpoint.locator('form[action*="?/resume"] button').click();
	await expect(endpoint.locator('.note.look')).toHaveCount(0);
	await endpoint.locator('summary').click();
	await endpoint.locator('form[action*="?/close"] button').click();
	await expect(endpoint).toHaveCount(0);
	await page.goto('/ur/staff/admin/deliveries');
	await expect(page.locator('main')).not.toContainText('آزمائشی بازار');
});

test('M8 the list goes out without a name and comes back with decisions, all of them or none', async ({
	page,
	server,
	composed
}) => {
	await administrator(page, server);
	const her = await seller(composed);
	await page.goto('/ur/staff/admin/sellers');
	await page.fill('#marketplace', 'bazaar');
	await page.locator('form:has(#marketplace) button').click();
	await expectAccessible(page, 'the list of sellers');
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.locator('a[href*="/export.csv?marketplace=bazaar"]').click()
	]);
	const text = Buffer.concat(await (await download.createReadStream()).toArray()).toString('utf8');
	expect(text).not.toContain(her);
	const [headings, ...rows] = text.replace('\ufeff', '').trim().split('\r\n');
	const decided = rows.map((row) => row.replace(/,[^,]*,[^,]*$/, ',refused,تصویر دھندلی ہے'));
	const bring = async (...lines: string[]) => {
		const buffer = Buffer.from([headings, ...lines].join('\r\n'));
		await page.setInputFiles('#file', { name: 'sellers.csv', mimeType: 'text/csv', buffer });
		await page.locator('form[action*="?/look"] button').click();
	};
	await bring(...decided, 'made-up,starter,active,2026-11-27,accepted,');
	await expect(page.locator('section[role=alert]')).toContainText('made-up');
	await expect(page.locator('form[action*="?/record"]')).toHaveCount(0);
	await expectAccessible(page, 'a list with a bad row');

	await bring(...decided);
	await expect(page.locator('form[action*="?/record"]')).toHaveCount(1);
	await expectAccessible(page, 'a preview of decisions');
	await page.locator('form[action*="?/record"] button').click();
	await expect(page).toHaveURL(/&done=\d+$/);
	const kept = await composed.services.db
		.selectFrom('seller_decision')
		.select(['decision', 'reason'])
		.where('learner_id', '=', her)
		.execute();
	expect(kept).toEqual([{ decision: 'refused', reason: 'تصویر دھندلی ہے' }]);

	// What is no list is said beside the file.
	await page.setInputFiles('#file', {
		name: 'x.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from([0, 1, 2, 3])
	});
	await page.locator('form[action*="?/look"] button').click();
	await expect(page.locator('#file-fault')).toBeVisible();
});
