/** What a learner does on the pages of course A, as her thumb does it: for every browser test that lives a journey. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { CheckItem } from '../../src/lib/catalog/index.ts';
import { checkItem, courseA, fraudCheck, wrongChoice } from './course-a.ts';
import { playedPractices, playThrough } from './play-practice.ts';

export const course = courseA();
export const fraud = fraudCheck();

export type Lang = 'ur' | 'en';

export const stepNow = (page: Page) => page.locator('.steps.live > .at, .steps.live .step.at').first();

/**
 * Goes through a lesson step by step, as the shelf leads.
 * @param state what the lesson must say of her work at its end
 */
export async function learn(page: Page, lang: Lang, id: string, state = 'here'): Promise<void> {
	await page.goto(`/${lang}/learn/${course.id}/${id}`);
	await expect(page.locator('.steps.live')).toBeAttached();
	let slipped = false;
	for (let guard = 0; guard < 60; guard++) {
		const step = stepNow(page);
		const name = (await step.getAttribute('id'))!;
		if (name === 'end') break;
		const key = await step.getAttribute('data-key');
		// A simulator comes after the first view; touched before, it is the plain form, which leads to a page of its own.
		if (await step.locator('[data-island]').count())
			await expect(step.locator('[data-island]')).toHaveAttribute('data-live', '');
		if (key) {
			const right = key.split(' ')[0]!;
			const radios = await step
				.locator('input[type=radio]')
				.evaluateAll((all) => all.map((r) => (r as HTMLInputElement).value));
			const wrong = radios.find((r) => r !== right);
			if (wrong && !slipped) {
				slipped = true;
				await choose(page, wrong);
				await page.locator('[data-do]').click();
				await expect(step.locator('.why:visible')).toBeVisible();
			}
			await choose(page, right);
			await page.locator('[data-do]').click();
			await expect(page.locator('body[data-act=next]')).toBeAttached();
		} else if (await step.locator('form.listing').count()) await buildListing(page);
		else if (await step.locator('form.price').count()) await fillPot(page);
		else if (await step.locator('form.play').count()) {
			const { data } = playedPractices().find((p) => name === `${p.id}-do`)!;
			await playThrough(page, data[lang], { slips: false, live: true });
		}
		await page.locator('[data-do]').click();
		await expect(stepNow(page)).not.toHaveAttribute('id', name);
	}
	await expect(page.locator('body[data-act=end]'), id).toBeAttached();
	await expect(page.locator('.work')).toHaveAttribute('data-state', state);
}

export async function choose(page: Page, choice: string): Promise<void> {
	const step = stepNow(page);
	if (await step.locator('select').count())
		for (const letter of choice) await step.locator(`.opt:has(select[id$="-${letter}"]) .grow`).click();
	else if (await step.locator('input[inputmode=numeric]').count())
		await step.locator('input[inputmode=numeric]').fill(choice);
	else await step.locator(`.opt:has(input[value="${choice}"])`).click();
}

async function buildListing(page: Page): Promise<void> {
	const form = page.locator('form.listing');
	await expect(form.locator('.board')).toBeVisible();
	for (let i = 0; i < 8; i++) {
		await form.locator('.tilet').nth(i).click();
		await form.locator('fieldset:visible .opt').first().click();
	}
	await form.locator('button.btn').click();
	await expect(form.locator('.note[role=status]')).toBeVisible();
}

async function fillPot(page: Page): Promise<void> {
	const form = page.locator('form.price');
	const price = form.locator('input[name=price]');
	await expect(price).toHaveAttribute('type', 'range');
	await price.fill('2600');
	await form.locator('button.btn').click();
	await expect(form.locator('.note')).toBeVisible();
}

export const SECRET = ['mango', 'kite', 'moon', 'fish'];
/** Taps one picture of the secret board. */
export const tapPicture = (page: Page, picture: string) =>
	page.locator(`[data-secret] button:has(use[href="#secret-${picture}"])`).click();

/** Answers a check, so many of its items right, and hands it in. */
export async function takeCheck(page: Page, lang: Lang, right: number, of = course): Promise<void> {
	await page.goto(`/${lang}/learn/${of.id}/check`);
	await expect(page.locator('.steps.live, form.steps').first()).toBeAttached();
	await expect(page.locator('.step.at')).toBeAttached();
	const next = page.locator('[data-do]:visible');
	let answered = 0;
	for (let guard = 0; guard < 20; guard++) {
		const step = page.locator('.step.at');
		const name = (await step.getAttribute('id'))!;
		if (name === 'end') break;
		if (await step.getAttribute('data-type')) {
			const item = checkItem(of, name);
			await answerItem(step, item, answered++ < right ? item.key[0]! : wrongChoice(item));
		}
		await next.click();
		await expect(page.locator('.step.at')).not.toHaveAttribute('id', name);
	}
	expect(answered).toBe(of.check.draw);
	await next.click();
}

async function answerItem(step: Locator, item: CheckItem, choice: string): Promise<void> {
	if (item.type === 'sort')
		for (const [i, letter] of [...choice].entries())
			await step.locator(`select[id$="-${letter}"]`).selectOption(String(i + 1));
	else if (item.type === 'amount') await step.locator('input[inputmode=numeric]').fill(choice);
	else await step.locator(`.opt:has(input[value="${choice}"])`).click();
}
