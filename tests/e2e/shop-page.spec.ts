/** What the link of a shop says and shows in a chat; what its pages weigh; goods on several pages. */
import type { Composed } from '#lib/compose.server.ts';
import sharp from 'sharp';
import { composeBeside } from '../support/beside.ts';
import { openCheckedShop, type World } from '../../src/lib/selling/testing.server.ts';
import { fullShop } from '../support/full-shop.ts';
import { weigh } from '../support/measure.ts';
import { expect, expectAccessible, test as base } from './test.ts';

const KB = 1024;

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

for (const lang of ['ur', 'en'] as const)
	test(`the link of a shop, and of one of its goods, says and shows what it leads to (${lang})`, async ({
		page,
		composed
	}) => {
		const { handle, productId } = await openCheckedShop(composed.services as World);
		const shown = new Set<string>();
		for (const path of [`/${lang}/shop/${handle}`, `/${lang}/shop/${handle}/${productId}`]) {
			await page.goto(path);
			const tag = (name: string) => page.locator(`meta[property="og:${name}"]`).getAttribute('content');
			expect(await tag('title')).toContain('شبانہ شالز');
			expect((await tag('description'))!.length).toBeGreaterThan(2);
			expect(await tag('url')).toMatch(new RegExp(`${path}$`));
			expect(await tag('locale')).toBe(lang === 'ur' ? 'ur_PK' : 'en_PK');
			expect(await tag('image')).toMatch(new RegExp(`^http.*${path}/picture\\.jpg$`));
			const answer = await page.request.get(new URL((await tag('image'))!).pathname);
			expect(answer.headers()['content-type']).toBe('image/jpeg');
			const picture = await answer.body();
			expect(await sharp(picture).metadata()).toMatchObject({ width: 1200, height: 630 });
			expect(picture.byteLength, 'chats leave larger ones out').toBeLessThan(300 * KB);
			shown.add(picture.toString('base64'));
		}
		expect(shown.size).toBe(2);
		expect((await page.request.get(`/${lang}/shop/nobody/picture.jpg`)).status()).toBe(404);
	});

for (const lang of ['ur', 'en'] as const)
	test(`byte budgets: the heaviest shop, its goods and the way to an order (${lang})`, async ({
		server,
		composed
	}) => {
		const { handle, productIds } = await fullShop(composed.services as World, { photos: 1 });
		const shop = `/${lang}/shop/${handle}`;
		const good = `${shop}/${productIds[7]}`;
		for (const path of [shop, `${shop}?page=2`, `${shop}?page=3`, good, `${good}/order`]) {
			const w = await weigh(server.url, path);
			expect(w.page, `${path}: HTML, style and headers in the first TCP window`).toBeLessThanOrEqual(14 * KB);
			expect(w.script, `${path}: script`).toBe(0);
		}
	});

for (const lang of ['ur', 'en'] as const)
	test(`a shop of many goods shows them on pages that plain links lead through (${lang})`, async ({
		page,
		composed
	}) => {
		const { handle, productIds } = await fullShop(composed.services as World, { goods: 50 });
		const shop = `/${lang}/shop/${handle}`;
		const goods = page.locator('ul.goods a');
		const seen: string[] = [];
		const read = async () => {
			for (const href of await goods.evaluateAll((all) => all.map((a) => a.getAttribute('href')!)))
				seen.push(href.split('/').at(-1)!);
		};
		const canonical = () => page.locator('link[rel=canonical]').getAttribute('href');
		await page.goto(shop);
		await read();
		expect(new URL((await canonical())!).search).toBe('');
		for (const n of [2, 3]) {
			await page.locator('a[rel=next]').click();
			await expect(page).toHaveURL(new RegExp(`${shop}\\?page=${n}$`));
			expect(await canonical()).toMatch(new RegExp(`\\?page=${n}$`));
			await read();
		}
		expect(seen).toEqual(productIds);
		await expect(page.locator('a[rel=next]')).toHaveCount(0);
		await expectAccessible(page, 'the last page');

		await goods.first().click();
		await page.locator('header .head a').click();
		await expect(page).toHaveURL(/\?page=3$/);
		await page.locator('a[rel=prev]').click();
		await page.locator('a[rel=prev]').click();
		await expect(page).toHaveURL(new RegExp(`${shop}$`));
		await page.goBack();
		await expect(page).toHaveURL(/\?page=2$/);
		await page.goto(`${shop}?page=99`);
		await expect(page).toHaveURL(new RegExp(`${shop}$`));
	});

test('what a buyer asks with carries the address of what she asks about', async ({ page, composed }) => {
	const { handle, productIds } = await fullShop(composed.services as World, { goods: 1 });
	for (const path of [`/ur/shop/${handle}`, `/ur/shop/${handle}/${productIds[0]}`]) {
		await page.goto(path);
		const href = (await page.locator('a[href^="https://wa.me/"]').getAttribute('href'))!;
		const link = /https?:\S+/.exec(new URL(href).searchParams.get('text')!)![0];
		expect(new URL(link).pathname).toBe(path);
	}
});
