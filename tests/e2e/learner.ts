import type { Browser, Page } from '@playwright/test';
import { expect, type Lang } from './test.ts';

/** Another phone, with nothing on it. */
export const device = async (browser: Browser, baseURL: string, javaScriptEnabled = true): Promise<Page> =>
	(await browser.newContext({ baseURL, javaScriptEnabled, viewport: { width: 360, height: 640 } })).newPage();

/** A learner whose secret is six digits, with scripts or without; the page then hands her tile to the phone. */
export async function logInLearner(
	page: Page,
	{ code, secret }: { code: string; secret: string },
	lang: Lang = 'ur'
): Promise<void> {
	await page.goto(`/${lang}/login`);
	await page.fill('input[name=code]', code);
	if (!(await page.locator('input[name=digits]').isVisible()))
		await page.locator('details:has(input[name=digits]) summary').click();
	await page.fill('input[name=digits]', secret);
	await page.locator('main form button.main, form.acts button.main, button.main').first().click();
	await expect(page).toHaveURL(new RegExp(`/${lang}/login/open|/${lang}(/me)?$`));
	await page.waitForLoadState('networkidle');
}
