import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** Takes a course home from its page, as she does, and waits until it is there. */
export async function takeHome(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await page.locator('[data-keep] [data-do=keep]').click();
	await expect(page.locator('[data-keep]')).toHaveAttribute('data-state', 'kept', { timeout: 60_000 });
}
