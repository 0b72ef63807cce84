import { measure, weigh } from '../support/measure.ts';
import { expect, test } from './test.ts';

const KB = 1024;
const LESSONS = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8'];

for (const lang of ['ur', 'en'] as const)
	for (const id of LESSONS)
		test(`byte budgets: lesson ${id} (${lang})`, async ({ server }) => {
			const w = await weigh(server.url, `/${lang}/learn/selling-online/${id}`);
			expect(w.page, 'HTML, style and headers in the first TCP window').toBeLessThanOrEqual(14 * KB);
			expect(w.script, 'all script').toBeLessThanOrEqual((w.practice ? 30 : 3) * KB);
			expect(w.practice, 'price and listing are hydrated').toBe(id === 'a4' || id === 'a5');
			expect(w.pictures.length, 'pictures').toBeGreaterThan(5);
			for (const picture of w.pictures) expect(picture.bytes, picture.path).toBeLessThanOrEqual(12 * KB);
			const pictures = w.pictures.reduce((sum, p) => sum + p.bytes, 0);
			expect(pictures, 'pictures of the lesson').toBeLessThanOrEqual(50 * KB);
			expect(w.firstView, 'first view').toBeLessThanOrEqual(60 * KB);
		});

for (const lang of ['ur', 'en'] as const)
	test(`byte budgets: the whole course as downloaded (${lang})`, async ({ server }) => {
		const seen = new Map<string, number>();
		const paths = ['', '/rehearsal', ...LESSONS.map((id) => `/${id}`)];
		for (const path of paths) {
			const url = `/${lang}/learn/selling-online${path}`;
			const w = await weigh(server.url, url);
			seen.set(url, (await measure(server.url + url)).bodyBytes);
			seen.set(`script of ${url}`, w.script);
			for (const picture of w.pictures) seen.set(picture.path, picture.bytes);
		}
		const total = [...seen.values()].reduce((a, b) => a + b, 0);
		expect(total).toBeLessThanOrEqual(600 * KB);
	});
