/** The page of a shop as a stranger gets it: its weight at its fullest, and what its link shows in a chat. */
import { compose, type Composed } from '#lib/compose.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import sharp from 'sharp';
import { openCheckedShop, type World } from '../../src/lib/selling/testing.server.ts';
import { measure } from '../support/measure.ts';
import { expect, test as base } from './test.ts';

const KB = 1024;
const GOODS = 30;

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

const WORDS =
	'ہاتھ کی باریک کڑھائی والا لان ریشم کھدر شیفون جوڑا دوپٹا چادر شال کرتا قمیض شلوار غرارہ فیروزی سرخ سبز نیلا گلابی سنہری کنارا شیشے گوٹا موتی بڑا چھوٹا ناپ نیا سادہ بھاری ہلکا گرم ٹھنڈا شادی عید سکول گھر روزانہ'.split(
		' '
	);
/** As long as a name may be, and each another: nothing that compression finds twice. */
const nameOf = (n: number): string => {
	let name = String(n);
	for (let i = n; ; i = (i * 7 + 13) % 997) {
		const longer = `${name} ${WORDS[i % WORDS.length]}`;
		if (longer.length > 80) return name;
		name = longer;
	}
};

async function fullShop({ services }: Composed, photos: boolean): Promise<string> {
	const { learnerId, handle, productId } = await openCheckedShop(services as World);
	const { db, clock, random } = services;
	const one = await db
		.selectFrom('product')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('product_id', '=', productId)
		.executeTakeFirstOrThrow();
	for (let n = 1; n < GOODS; n++) {
		const product_id = uuidv7(clock(), random);
		await db
			.insertInto('product')
			.values({ ...one, product_id, title: nameOf(n), price: 1000 + n * 137 })
			.execute();
		if (photos)
			await db
				.insertInto('product_photo')
				.values({
					learner_id: learnerId,
					product_id,
					photo_id: uuidv7(clock(), random),
					position: 0,
					width: 1600,
					height: 1200,
					check_state: 'approved',
					created_at: clock()
				})
				.execute();
	}
	return handle;
}

for (const photos of [false, true])
	for (const lang of ['ur', 'en'] as const)
		test(`byte budgets: a shop of ${GOODS} goods with long names, ${photos ? 'with' : 'without'} photos (${lang})`, async ({
			server,
			composed
		}) => {
			const handle = await fullShop(composed, photos);
			const page = await measure(`${server.url}/${lang}/shop/${handle}`);
			expect(page.status).toBe(200);
			expect(page.text.match(/<li\b/g)!.length, 'goods on the page').toBeGreaterThanOrEqual(GOODS);
			let bytes = page.bytes;
			for (const [, href] of page.text.matchAll(/<link[^>]+href="([^"]+\.css)"/g))
				bytes += (await measure(new URL(href!, server.url).href)).bytes;
			expect(page.text.match(/<script\b[^>]*src=/g) ?? [], 'no script').toEqual([]);
			expect(bytes, 'HTML, style and headers in the first TCP window').toBeLessThanOrEqual(14 * KB);
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
			expect((await tag('description'))!.length).toBeGreaterThan(5);
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
