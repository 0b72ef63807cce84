/** T1, T2 on the pages of a class: from a template to members who are let in, moved and gone, all by plain forms. */
import { firstAdministrator } from '../support/administrator.ts';
import { PlainBrowser } from '../support/plain-browser.ts';
import { logInStaff, makeClass, makeOrganisation } from './staff.ts';
import { expect, expectAccessible, test } from './test.ts';

const person = { email: 'nasreen@qadam.example', password: 'a shawl for every winter' };

async function join(url: string, name: string, number: string): Promise<PlainBrowser> {
	const her = new PlainBrowser(url);
	await her.open(`/ur/join?class=${number}`);
	await her.submit({ field: 'name' }, { name, digits: '493817', consent_learning: 'yes' });
	expect(her.current.url.pathname, her.current.text.slice(0, 300)).toBe('/ur/me/card');
	return her;
}

test('a class from a template: she asks, is let in, moves, leaves and comes back', async ({ server }) => {
	test.setTimeout(60_000);
	const admin = await firstAdministrator(server);
	const home = await makeOrganisation(admin, 'T2 ادارہ');

	const first = await makeClass(admin, `${home}/new-class`, { name: 'جمعرات', place: 'مرکز', places: '۲' });
	await admin.submit({ action: 'template' }, { name: 'شام کی کلاس' });
	expect(admin.current.text).toContain('شام کی کلاس');
	await admin.follow('template=');
	const second = await makeClass(admin, admin.current.url.href, { name: 'منگل' });
	await admin.open(`${second.path}/settings`);
	expect(admin.form({ action: 'save' }).querySelector('[name=place]')!.getAttribute('value')).toBe('مرکز');

	// What cannot be read is named, and nothing typed is lost.
	await admin.open(`${home}/new-class`);
	await admin.submit({ field: 'startsOn' }, { name: 'نئی', course: [], weeks: '99', time: '25:00' });
	expect(admin.current.status).toBe(400);
	for (const id of ['course-fault', 'weeks-fault', 'time-fault'])
		expect(admin.current.root.querySelector(`#${id}`), id).not.toBeNull();
	expect(admin.form({ field: 'startsOn' }).querySelector('[name=name]')!.getAttribute('value')).toBe('نئی');

	const her = await join(server.url, 'کلثوم', first.number);
	const others = [
		await join(server.url, 'ثمینہ', first.number),
		await join(server.url, 'زبیدہ', first.number)
	];
	await her.open('/ur/me/class');
	expect(her.current.text).toContain('جواب کا انتظار');
	expect(her.current.text).toContain('جمعرات');
	expect(her.current.text, 'the place is told to members alone').not.toContain('مرکز');

	await admin.open(home);
	expect(admin.current.text).toContain('3 اجازت کے انتظار میں');
	const members = `${first.path}/members`;
	await admin.open(members);
	const waiting = admin.form({ action: 'admit' }).querySelectorAll('input[name=learner]');
	expect(waiting).toHaveLength(3);
	// Two places: all three are let in at once, the last one waits for a place.
	await admin.submit({ action: 'admit' }, { learner: waiting.map((i) => i.getAttribute('value')!) });
	expect(admin.current.text).toContain('2 لوگ کلاس میں آ گئے');
	expect(admin.current.text).toContain('جگہ خالی ہونے کا انتظار');
	await her.open('/ur/me/class');
	expect(her.current.text).toContain('مرکز');
	await others[1]!.open('/ur/me/class');
	expect(others[1]!.current.text).toContain('انتظار کی فہرست');

	const hers = () =>
		admin.current.root
			.querySelectorAll('a[href*="/learner/"]')
			.find((a) => a.text.includes('کلثوم'))!
			.getAttribute('href')!
			.split('/')
			.at(-1)!;
	const id = hers();
	await admin.submit({ action: 'move' }, { learner: id, reason: 'day' });
	expect(admin.current.text).toContain('دوسری کلاس میں بھیج دیا');
	await admin.open(`${members}?former`);
	expect(admin.current.text).toContain('دن یا وقت ٹھیک نہیں');
	await admin.open(`${second.path}/members`);
	expect(hers()).toBe(id);
	await admin.submit({ action: 'leave' }, { learner: id, reason: 'family', words: 'بھائی کی شادی' });
	await admin.open(`${second.path}/members?former`);
	expect(admin.current.text).toContain('بھائی کی شادی');
	await admin.submit({ action: 'back' }, { learner: id });
	expect(admin.current.text).toContain('کلاس میں واپس آ گئے');

	// Put away, the class is read and nothing else, and its number opens nothing.
	await admin.open(`${second.path}/settings`);
	await admin.submit({ action: 'archive' });
	expect(admin.current.status).toBe(400);
	expect(admin.current.text).toContain('کلاس تبھی ختم ہو گی');
	await admin.submit({ action: 'archive' }, { sure: 'yes' });
	await admin.open(`${second.path}/members`);
	expect(admin.current.root.querySelector('form[action*="leave"]')).toBeNull();
	for (const part of ['', '/news', '/meetings', '/marks', '/cards', '/import', '/members']) {
		await admin.open(`${second.path}${part}`);
		const posts = admin.current.root
			.querySelectorAll('form[method=post]')
			.map((form) => form.getAttribute('action'))
			.filter((action) => !action?.endsWith('/logout'));
		expect(posts, part).toEqual([]);
	}
	// A page from before sends its form all the same.
	for (const [part, action] of [
		['/news', 'announce'],
		['/members', 'leave'],
		['/settings', 'save']
	] as const) {
		await admin.open(`${second.path}/settings`);
		admin.form({ action: 'open' }).setAttribute('action', `${second.path}${part}?/${action}`);
		await admin.submit({ action: `?/${action}` });
		expect(admin.current.status, part).toBe(409);
		expect(admin.current.text, part).toContain('یہ پرانی کلاس ہے');
	}
	const late = new PlainBrowser(server.url);
	await late.open(`/ur/join?class=${second.number}`);
	expect(late.current.root.querySelector('#fault-class')).not.toBeNull();
});

test('T1 ids of another organisation are no page; a guessed number opens nothing and soon waits', async ({
	server
}) => {
	const admin = await firstAdministrator(server);
	const home = await makeOrganisation(admin, 'T1 ادارہ');
	const { path, number } = await makeClass(admin, `${home}/new-class`, { name: 'ہفتہ' });
	const other = await makeOrganisation(admin, 'T1 دوسرا');
	const cohort = path.split('/').at(-1)!;
	for (const part of ['settings', 'members', 'poster']) {
		await admin.open(`${other}/class/${cohort}/${part}`);
		expect(admin.current.status, part).toBe(404);
	}
	const guesser = new PlainBrowser(server.url);
	await guesser.open('/ur/join');
	for (let n = 0; n < 12; n++) await guesser.open(`/ur/join?class=ZZZZZZ${22 + n}`);
	const wrong = guesser.current.root.querySelector('#fault-class')!.text;
	await guesser.open(`/ur/join?class=${number}`);
	expect(guesser.current.root.querySelector('#fault-class')!.text).not.toBe(wrong);
	expect(guesser.current.text).not.toContain('T1 ادارہ');
	await join(server.url, 'رضیہ', number);
});

for (const lang of ['ur', 'en'] as const)
	test(`the pages of a class are for everybody (${lang})`, async ({ page, server }) => {
		test.setTimeout(120_000);
		const admin = await firstAdministrator(server);
		const home = (await makeOrganisation(admin, `Pages ${lang}`)).replace('/ur/', `/${lang}/`);
		const made = await makeClass(admin, `${home}/new-class`, { name: 'جمعرات کی کلاس', time: '16:30' });
		const path = made.path.replace('/ur/', `/${lang}/`);
		await join(server.url, 'شمیم', made.number);
		await logInStaff(page, person, lang);
		for (const width of [1280, 360]) {
			await page.setViewportSize({ width, height: 800 });
			for (const at of [
				home,
				`${home}/new-class`,
				`${home}/templates`,
				`${path}/settings`,
				`${path}/members`,
				`${path}/poster?words=both`
			]) {
				await page.goto(at);
				// What the rules look at does not change with the width; what fits does.
				if (width === 360) await expectAccessible(page, at);
				const wide = await page.evaluate(
					() => document.documentElement.scrollWidth - document.documentElement.clientWidth
				);
				expect(wide, `${at} at ${width}`).toBe(0);
			}
		}
		// One sheet of paper, with all of the number in its frame, and nothing of the page around it.
		const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
		expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
		await page.setViewportSize({ width: 794, height: 1123 });
		await page.emulateMedia({ media: 'print' });
		const number = page.locator('.poster .number');
		expect(await number.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
		await expect(page.locator('.no-print').filter({ visible: true })).toHaveCount(0);
	});
