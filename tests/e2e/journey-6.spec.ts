/**
 * Journey 6, a trainer's week, from an organisation that nobody has used to a marked practical: invited, a class made, forty
 * learners brought in from a file, cards printed and opened, who needs help and why, a message, attendance, the mark, a new
 * card that leaves her progress alone.
 */
import type { Browser, Page } from '@playwright/test';
import { PlainBrowser } from '../support/plain-browser.ts';
import { readQr } from '../support/read-qr.ts';
import { ownServer } from './own-server.ts';
import { logInStaff } from './staff.ts';
import { expect, expectAccessible, type Lang } from './test.ts';

const test = ownServer;
test.describe.configure({ mode: 'default' });

const ADMINISTRATOR = { email: 'nasreen@qadam.example', password: 'a shawl for every winter' };
const PASSWORD = 'tea and paratha at seven';
const SECRET = '735190';
const LEARNERS = 40;
const DAY = 86_400_000;

const submit = (page: Page, action: string) =>
	page.locator(`form[action*="${action}"] button`).first().click();

/** An administrator makes the organisation and invites its trainer, who joins on a device of her own. */
async function invited(
	page: Page,
	browser: Browser,
	lang: Lang,
	{ name, email }: { name: string; email: string }
): Promise<Page> {
	await logInStaff(page, ADMINISTRATOR, lang);
	await page.goto(`/${lang}/staff/admin`);
	await page.locator('form[action*="organisation"] [name=name]').fill(name);
	await submit(page, '?/organisation');
	await page.goto(`/${lang}/staff`);
	await page.locator('.help li', { hasText: name }).getByRole('link').click();
	await page.locator('.parts a[href$="/people"]').click();
	await page.locator('form[action*="invite"] [name=label]').fill('Rabia');
	await submit(page, '?/invite');
	const link = await page.locator('#made').inputValue();

	const context = await browser.newContext({
		viewport: page.viewportSize(),
		baseURL: new URL(page.url()).origin
	});
	const trainer = await context.newPage();
	await trainer.goto(link);
	await trainer.fill('[name=name]', 'رابعہ');
	await trainer.fill('[name=login]', email);
	await trainer.fill('[name=password]', PASSWORD);
	await submit(trainer, '?/join');
	await expect(trainer).toHaveURL(/\/staff\/[\w-]{36}$/);
	return trainer;
}

/** @returns the class's address */
async function makeClass(trainer: Page): Promise<string> {
	await trainer.locator('a[href$="/new-class"]').first().click();
	await trainer.fill('[name=name]', 'جمعرات کی کلاس');
	await trainer.locator('[name=course]').first().check();
	await trainer.locator('main form[method=post] button.main').click();
	await expect(trainer).toHaveURL(/\/settings\?made=1$/);
	return new URL(trainer.url()).pathname.replace(/\/settings$/, '');
}

const names = Array.from({ length: LEARNERS }, (_, i) => `خاتون ${i + 1}`);
const list = (rows: string[][]) => ({
	name: 'list.csv',
	mimeType: 'text/csv',
	buffer: Buffer.from(rows.map((row) => row.join(',')).join('\n'))
});
const phoneOf = (i: number) => `0300 12345${String(i).padStart(2, '0')}`;

async function bringIn(trainer: Page, base: string): Promise<void> {
	await trainer.goto(`${base}/members`);
	await trainer.locator(`a[href="${base}/import"]`).first().click();
	const heads = ['نام', 'موبائل', 'کس کا فون', 'ضلع'];
	const rows = names.map((name, i) => [name, phoneOf(i), 'own', 'Multan']);
	const give = async (all: string[][]) => {
		await trainer.setInputFiles('#file', list([heads, ...all]));
		await submit(trainer, '?/upload');
	};

	// One row without a name, one with a number that is none: both are named, and nobody has come in.
	await give([...rows, ['', phoneOf(90), 'own', 'Multan'], ['زینب', '12', 'own', 'Multan']]);
	await expect(trainer.locator('.counts dd').first()).toHaveText(String(LEARNERS));
	for (const row of ['42', '43']) await expect(trainer.locator('main')).toContainText(row);
	await expectAccessible(trainer, 'preview');
	await submit(trainer, '?/drop');
	await give(rows);
	await trainer.locator('button[form=commit]').click();
	await expect(trainer.locator('.note.done')).toContainText(String(LEARNERS));
}

/** Prints her card, and reads it as her phone's camera does. */
async function card(trainer: Page, base: string, name: string): Promise<{ code: string; link: string }> {
	await trainer.goto(`${base}/cards`);
	await trainer
		.locator('form li', { hasText: new RegExp(`${name}$`) })
		.locator('input')
		.check();
	await trainer.check('[name=sure]');
	await submit(trainer, '?/make');
	const her = trainer.locator('.cards li');
	await expect(her).toHaveCount(1);
	const qr = her.locator('svg.qr');
	const size = Number((await qr.getAttribute('viewBox'))!.split(' ')[2]);
	const path = (await qr.locator('path').last().getAttribute('d'))!;
	return { code: (await her.locator('.code b').innerText()).trim(), link: readQr({ size, path }) };
}

/** She opens her card for the first time, gives her permission, and does the practical of A4 and A5. */
async function opensAndWorks(url: string, link: string, lang: Lang): Promise<PlainBrowser> {
	const her = new PlainBrowser(url);
	await her.open(link);
	await her.submit({ field: 'digits' }, { digits: SECRET, consent_learning: 'yes' });
	const course = `/${lang}/learn/selling-online`;
	await her.open(`${course}/a4`);
	const parts = ['what', 'made_of', 'size', 'colour', 'time', 'price', 'delivery', 'return'];
	await her.submit(
		{ action: 'listing' },
		Object.fromEntries(parts.map((n) => [n, her.choices(n, { action: 'listing' })[0] ?? 'x']))
	);
	await her.submit({ action: 'keep' });
	await her.open(`${course}/a5`);
	await her.submit({ action: 'price' }, { price: '2600' });
	await her.submit({ action: 'keep' });
	return her;
}

async function mark(trainer: Page, base: string, name: string, comment: string): Promise<void> {
	await trainer.locator('.parts a[href$="/marks"]').click();
	const hers = trainer.locator('main details', { hasText: new RegExp(name) }).first();
	await hers.locator('summary').click();
	for (const line of await hers.locator('input[type=checkbox]').all()) await line.check();
	await hers.locator('textarea').fill(comment);
	await hers.locator('button.main').click();
	await expect(hers.locator('[role=status]')).toBeVisible();
	await expectAccessible(trainer, 'a marked practical');
	await trainer.goto(`${base}/marks`);
	await expect(hers.locator('textarea')).toHaveValue(comment);
}

for (const [width, height] of [
	[360, 640],
	[1280, 800]
] as const)
	for (const lang of ['ur', 'en'] as const)
		test(`journey 6: from an empty organisation to a marked practical (${lang}, ${width} px)`, async ({
			page,
			browser,
			server
		}) => {
			test.setTimeout(120_000);
			await page.setViewportSize({ width, height });
			const email = `rabia-${lang}-${width}@example.pk`;
			const trainer = await invited(page, browser, lang, { name: `Journey 6 ${lang} ${width}`, email });
			const base = await makeClass(trainer);
			await bringIn(trainer, base);

			const [name] = names as [string];
			const first = await card(trainer, base, name);
			const her = await opensAndWorks(server.url, first.link, lang);

			// A practical that waits comes at once; after a week all others have not begun: one tap away, they can be written to.
			await trainer.goto(base);
			await expect(trainer.locator('.matrix tbody th')).toHaveCount(LEARNERS);
			const help = trainer.locator('.side > .help').first().locator('li');
			await expect(help).toHaveCount(1);
			await expect(help.first()).toContainText(name);
			server.advanceClock(8 * DAY);
			await logInStaff(trainer, { email, password: PASSWORD }, lang);
			await trainer.goto(base);
			await expect(help).toHaveCount(5);
			await help.last().getByRole('link').last().click();
			await expect(trainer).toHaveURL(/\/learner\//);
			await trainer.locator('[name=template]').first().check();
			await trainer.locator('button[value=whatsapp]').click();
			await expect(trainer.locator('#messages a[href^="https://wa.me/92300"]')).toBeVisible();

			await trainer.locator('.parts a[href$="/meetings"]').click();
			// The one that was held; of the next nobody can say yet who came.
			await trainer.locator('main li a[href$="/attendance"]').first().click();
			await trainer.locator('button.main[value=here]').click();
			await expect(trainer.locator('button[aria-pressed=true]')).toHaveCount(LEARNERS);

			const comment = 'بہت اچھا، تصویر بھی لگائیں';
			await mark(trainer, base, name, comment);
			await her.open(`/${lang}/me`);
			expect(her.current.text).toContain(comment);

			// A new card: the old one opens nothing, and what she did stands.
			const second = await card(trainer, base, name);
			expect(second.code).not.toBe(first.code);
			const elsewhere = new PlainBrowser(server.url);
			await elsewhere.open(first.link);
			expect(elsewhere.current.root.querySelector('[name=digits]')).toBeNull();
			await elsewhere.open(second.link);
			await elsewhere.submit({ field: 'digits' }, { digits: '820461' });
			await elsewhere.open(`/${lang}/me`);
			expect(elsewhere.current.text).toContain(comment);
			await trainer.context().close();
		});
