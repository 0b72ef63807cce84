import { expect, test, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { storeCases } from '../../src/lib/offline/store-suite.ts';

declare const storeCase: (index: number, database: string) => Promise<void>;

let script: string;

test.beforeAll(async () => {
	const built = (await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			target: 'chrome80',
			lib: {
				entry: fileURLToPath(new URL('../support/store-in-browser.ts', import.meta.url)),
				formats: ['iife'],
				name: 'suite'
			}
		}
	})) as unknown as { output: { code: string }[] }[];
	script = built[0]!.output[0]!.code;
});

/** An empty page of a secure origin, with the suite in it; nothing is served from outside. */
async function openSuite(page: Page): Promise<void> {
	await page.route('http://localhost/**', (route) =>
		route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>store</title>' })
	);
	await page.goto('http://localhost/');
	await page.addScriptTag({ content: script });
}

test.describe('the phone’s store in IndexedDB', () => {
	for (const [index, { name }] of storeCases.entries())
		test(name, async ({ page }) => {
			await openSuite(page);
			await page.evaluate(([i, db]) => storeCase(i, db), [index, `case-${index}`] as const);
		});

	test('S1 transactions ask for strict durability and the work is in another page of the browser', async ({
		page,
		context
	}) => {
		await openSuite(page);
		const asked = await page.evaluate(async () => {
			const seen: unknown[] = [];
			const original = IDBDatabase.prototype.transaction;
			IDBDatabase.prototype.transaction = function (...args: Parameters<typeof original>) {
				seen.push(args[2]?.durability);
				return original.apply(this, args);
			};
			await storeCase(0, 'durable');
			return [...new Set(seen)];
		});
		expect(asked).toEqual(['strict']);
		await page.close();
		const other = await context.newPage();
		await openSuite(other);
		const kept = await other.evaluate(
			() =>
				new Promise<number>((resolve, reject) => {
					const opening = indexedDB.open('durable');
					opening.onerror = () => reject(opening.error);
					opening.onsuccess = () => {
						const count = opening.result.transaction('events').objectStore('events').count();
						count.onsuccess = () => resolve(count.result);
					};
				})
		);
		expect(kept).toBe(2);
	});
});
