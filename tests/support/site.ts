/** The demo as those who try its doors see it: who is logged in, what can be named in an address, what every answer owes. */
import { pathOf, type Logins } from './demo.ts';
import type { Door, Known } from './doors.ts';
import { cookieOf, post, send, type Answer } from './raw.ts';
import type { TestServer } from './server.ts';

export interface Site {
	server: TestServer;
	url: string;
	cookies: Record<
		'nobody' | 'forged' | 'guest' | 'learner' | 'seller' | 'other' | 'admin' | 'trainer',
		string
	>;
	/** Of the learner's phone. */
	token: string;
	profile: string;
	known: Known;
	/** Another seller's. */
	others: Known;
}

/**
 * Waits, sessions and notes of what was refused are written for bad input too; `item_figure`, seals of the audit and
 * facts of what changed before, by jobs of their own time.
 */
export const MAY_GROW =
	/^(rate_limit|secret_failure|known_device|session|rejected_event|device_head|audit|audit_seal|job|item_figure|report_(dirty|person|fact)|kysely_.*)$/;

/** Opens everybody's session anew. */
export async function logInAll(url: string, logins: Logins) {
	const logIn = async ({ code, secret }: Logins['learners'][number]) => {
		const form = await send(url, { path: '/en/login' });
		const opened = await post(url, '/en/login', { code, digits: secret }, { cookie: cookieOf(form) });
		if (opened.status !== 303) throw new Error(`no log-in: ${opened.status} ${opened.text.slice(0, 300)}`);
		const cookie = cookieOf(form, opened);
		const told = await send(url, { path: opened.headers.location!, headers: { cookie } });
		return { cookie, told: told.text };
	};
	const staff = async (role: string) => {
		const { email, password } = logins.staff.find((one) => one.role === role) ?? logins.staff[0]!;
		const cookie = cookieOf(await post(url, '/ur/staff/login', { email, password }));
		await post(url, '/ur/staff/second/new?/later', {}, { cookie });
		return cookie;
	};
	const sellers = logins.learners.filter((l) => l.plan === 'seller');
	return {
		sellers,
		seller: await logIn(sellers[0]!),
		other: await logIn(sellers[1]!),
		learner: await logIn(logins.learners.find((l) => l.plan === 'halfway')!),
		admin: await staff(logins.staff[0]!.role),
		trainer: await staff('trainer')
	};
}

export async function openSite(server: TestServer, logins: Logins): Promise<Site> {
	const { url } = server;
	const { sellers, seller, other, learner, admin, trainer } = await logInAll(url, logins);
	const joined = JSON.parse(/id="joined">(.*?)<\/script>/s.exec(learner.told)![1]!) as Record<string, string>;
	const on = async (cookie: string, path: string, id: RegExp) =>
		id.exec((await send(url, { path, headers: { cookie } })).text)![1]!;
	// The demo's own organisation is the oldest, and has reports.
	const staffHome = await send(url, { path: '/en/staff', headers: { cookie: admin } });
	const [organisation] = [...staffHome.text.matchAll(/\/en\/staff\/([0-9a-f-]{36})"/g)]
		.map(([, id]) => id!)
		.sort();
	const snapshots = `/en/staff/${organisation}/report/snapshots`;
	const quarter = await on(admin, snapshots, /<option value="(\d{4}-Q\d)"/);
	const frozen = await post(url, `${snapshots}?/freeze`, { quarter, name: 'Doors' }, { cookie: admin });
	const report = {
		organisation: organisation!,
		quarter,
		snapshot: frozen.headers.location!.split('/').at(-1)!
	};
	const named = async (cookie: string, who: Logins['learners'][number]): Promise<Known> => {
		const page = (path: string, id: RegExp) => on(cookie, path, id);
		return {
			...report,
			award: pathOf(who.badge).split('/').at(-1)!,
			handle: pathOf(who.shop).split('/').at(-1)!,
			product: await page('/en/sell', /\/sell\/products\/([0-9a-f-]{36})/),
			order: await page('/en/sell/orders', /\/sell\/orders\/([0-9a-f-]{36})/)
		};
	};
	const guest = await post(url, '/en/learn/selling-online/a1/answer?/finish', { version: 'x' });
	return {
		server,
		url,
		token: joined.token!,
		profile: joined.profileId!,
		known: await named(seller.cookie, sellers[0]!),
		others: await named(other.cookie, sellers[1]!),
		cookies: {
			nobody: '',
			forged: `qadam=${'0'.repeat(40)}; qadam_form=%E0%A4%A; qadam_handover=x; qadam_device=..; __proto__=x`,
			guest: cookieOf(guest),
			learner: learner.cookie,
			seller: seller.cookie,
			other: other.cookie,
			admin,
			trainer
		}
	};
}

const metaPolicy = (text: string) =>
	/<meta http-equiv="content-security-policy" content="([^"]*)"/i.exec(text)?.[1] ?? '';

/** What an answer owes whoever asked, and everybody else. @returns what it fails to give, and where */
export function unsound(
	answer: Answer,
	{ path, method = 'GET' }: { path: string; method?: string },
	door: Door
): string[] {
	const { status, headers, text } = answer;
	const faults: string[] = [];
	const hold = (is: boolean, what: string) => {
		if (!is) faults.push(`${method} ${path.slice(0, 200)} → ${status}: ${what}`);
	};
	const type = String(headers['content-type'] ?? '');
	hold(status < 500, text.slice(0, 300));
	if (door.json && status >= 400)
		hold(type === 'application/problem+json', `is ${type || 'nothing'}, no problem`);
	hold(headers['x-content-type-options'] === 'nosniff', 'may be sniffed');
	hold(headers['referrer-policy'] === 'same-origin', 'tells where it came from');
	hold(headers['cross-origin-resource-policy'] !== undefined, 'may be embedded by anybody');
	// Kit sends an address with a slash too many on before any page is asked.
	if (status !== 308) hold(!!headers['cache-control'], 'does not say whether it may be kept');
	hold(headers['x-injected'] === undefined, 'carries a header that was sent');
	hold(!text.includes('<script>alert(1)'), 'carries a script that was sent');
	if (type.startsWith('text/html') && status !== 304) {
		hold(headers['cross-origin-opener-policy'] === 'same-origin', 'may be reached by who opened it');
		hold(headers['permissions-policy'] !== undefined, 'may use whatever a browser can');
		// A page that every phone holds is a file: its policy stands in it, where it can be read.
		const isFile =
			/^\/(?:(?:ur|en)\/offline|blank)(?:[?#]|$)/.test(path) && (status === 200 || status === 206);
		const policy = isFile ? metaPolicy(text) : String(headers['content-security-policy']);
		if (isFile)
			hold(String(headers['content-security-policy']).includes("frame-ancestors 'none'"), 'may be framed');
		if (!isFile || (text && status === 200 && !headers['content-encoding'])) {
			hold(policy.includes("default-src 'none'"), `has the policy ${policy}`);
			hold(!policy.includes('unsafe'), `has the policy ${policy}`);
		}
		const lang = path.startsWith('/en') && !/^\/en[^/?]/.test(path) ? 'en' : 'ur';
		// A picture that is not there is answered by kit's bare page; bytes may be compressed.
		// So may the middle of a file.
		const ours =
			status !== 206 &&
			!/\.(?:svg|png|jpg|webp)|^\/(?:media|achievements)\//.test(path) &&
			!headers['content-encoding'];
		if (text && ours) hold(text.slice(0, 200).includes(`<html lang="${lang}"`), `is not in ${lang}`);
	}
	for (const cookie of answer.cookies)
		hold(/; Path=\/.*; HttpOnly.*; SameSite=Lax/i.test(cookie), `sets ${cookie}`);
	return faults;
}
