/** What the link of a shop says and shows in a chat. */
import { compose, type Composed } from '#lib/compose.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import sharp from 'sharp';
import { openCheckedShop, type World } from '../../src/lib/selling/testing.server.ts';
import { expect, test as base } from './test.ts';

const KB = 1024;

const test = base.extend<object, { composed: Composed }>({
	composed: [
		async ({ server }, use) => {
			const env = readEnv({ ORIGIN: server.url, DATA_DIR: server.dataDir, QADAM_DEMO: '1' });
			const composed = await compose(env);
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
