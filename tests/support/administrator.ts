import { PlainBrowser } from './plain-browser.ts';
import type { TestServer } from './server.ts';

/** Makes the first administrator by the link that a first start printed, and logs in. */
export async function firstAdministrator(server: TestServer, lang = 'ur'): Promise<PlainBrowser> {
	const admin = new PlainBrowser(server.url);
	const link = /\/[a-z]{2}\/staff\/setup\?t=\w+/.exec(server.output())?.[0];
	if (!link) throw new Error(`no set-up link was printed:\n${server.output()}`);
	const person = { name: 'Nasreen', email: 'nasreen@qadam.example', password: 'a shawl for every winter' };
	await admin.open(link);
	if (admin.current.root.querySelector('form input[name="password"]'))
		await admin.submit({ field: 'password' }, person);
	await secondStep(admin);
	if (admin.current.url.pathname !== `/${lang}/staff`) {
		// Another test of this worker was first.
		await admin.open(`/${lang}/staff/login`);
		await admin.submit({ field: 'password' }, { email: person.email, password: person.password });
		await secondStep(admin);
	}
	if (admin.current.url.pathname !== `/${lang}/staff`)
		throw new Error(`no administrator: ${admin.current.text.slice(0, 300)}`);
	return admin;
}

/** A demo lets its administrators wait with the second factor. */
async function secondStep(admin: PlainBrowser): Promise<void> {
	if (admin.current.url.pathname.endsWith('/staff/second/new')) await admin.submit({ action: 'later' });
}

/**
 * Makes an organisation and a class in it that everybody with its number is in at once.
 * @returns the number that learners type to join the class
 */
export async function makeClass(
	admin: PlainBrowser,
	organisation: string,
	name: string,
	lang = 'ur'
): Promise<string> {
	await admin.open(`/${lang}/staff/admin`);
	await admin.submit({ action: 'organisation' }, { name: organisation });
	await admin.follow('/new-class');
	const [course = ''] = admin.choices('course');
	await admin.submit({ field: 'startsOn' }, { name, course, approval: [] });
	const number = /class=([A-Z0-9-]+)/.exec(admin.current.root.toString())?.[1];
	if (!number) throw new Error(`no class number: ${admin.current.text.slice(0, 500)}`);
	return number;
}

/** Approves every shop, product and picture that waits (M10). */
export async function approveShops(admin: PlainBrowser, lang = 'ur'): Promise<void> {
	await admin.open(`/${lang}/staff/admin/shops`);
	while (admin.current.root.querySelector('form input[name="item"]'))
		await admin.submit({ field: 'item' }, { verdict: 'approve' });
}
