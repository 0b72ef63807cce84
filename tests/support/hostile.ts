/** Requests as nobody should send them, from a seed: the same ones every time. */
import type { Door } from './doors.ts';

/** mulberry32 */
export function dice(seed: number) {
	let a = seed;
	const random = (): number => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
	return { random, pick, chance: (part: number) => random() < part };
}
export type Dice = ReturnType<typeof dice>;

/** Percent-encoded already: some of it no encoder would make. */
const WORDS = [
	'',
	'%00',
	'a%00b',
	'%0D%0AX-Injected:%20yes',
	'%ED%A0%80',
	'%',
	'%E0%A4%A',
	'%E2%80%AEevil%E2%80%AC',
	'%E2%80%8F',
	'%D9%82%D8%AF%D9%85',
	'%3DHYPERLINK(%22http://evil.example%22)',
	'1000000000000',
	'-5',
	'1.5',
	'1e309',
	'NaN',
	'%DB%B1%DB%B2',
	'constructor',
	'__proto__',
	'toString',
	'..%2F..%2F..%2Fetc%2Fpasswd',
	'%2e%2e',
	'%3Cscript%3Ealert(1)%3C/script%3E',
	"'%20OR%201=1--",
	'%F0%9F%98%80',
	'01900000-0000-7000-8000-000000000000',
	'0000000000000000',
	'1',
	'yes',
	'true',
	'x'.repeat(3000)
];

export interface Sent {
	method: string;
	path: string;
	headers: Record<string, string>;
	body?: Buffer;
	/** It is what a page of ours would send, apart from its values. */
	wellFormed: boolean;
}

const FORM = 'application/x-www-form-urlencoded';

/** The address of a door, its parameters as they are known or hostile. */
function pathOf(route: string, { params = {}, query = [] }: Door, { pick, chance }: Dice): string {
	const hostile = chance(0.4);
	const path = route.replace(/\[(\w+)(?:=\w+)?\]/g, (_, name: string) => {
		if (name === 'lang') return chance(0.03) ? 'xx' : pick(['ur', 'en']);
		const good = params[name];
		return good === undefined || hostile ? pick(WORDS) || '-' : good;
	});
	const asked = query.filter(() => chance(0.6)).map((name) => `${name}=${pick(WORDS)}`);
	return `/${path}${asked.length ? `?${asked.join('&')}` : ''}`;
}

export function reading(route: string, door: Door, d: Dice): Sent {
	const method = d.chance(0.75) ? 'GET' : d.pick(['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'POST']);
	const accept = d.pick(['text/html', '*/*', 'application/json', 'image/webp', '']);
	const headers: Record<string, string> = accept ? { accept } : {};
	if (d.chance(0.1)) headers['if-none-match'] = d.pick(['*', '"x"', 'W/"', 'x'.repeat(2000)]);
	if (d.chance(0.1)) headers['accept-encoding'] = d.pick(['br', 'gzip;q=0', '*', 'x,,;q']);
	if (d.chance(0.1)) headers.range = 'bytes=0-1,5-2';
	return { method, path: pathOf(route, door, d), headers, wellFormed: method === 'GET' };
}

const multipart = (fields: [string, string][], boundary: string): string =>
	fields
		.map(
			([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
		)
		.join('') + `--${boundary}--\r\n`;

const text = (word: string): string => {
	try {
		return decodeURIComponent(word);
	} catch {
		return word;
	}
};

export function acting(route: string, door: Door, action: string, d: Dice): Sent {
	const { pick, chance } = d;
	const names = door.actions![action]!;
	const fields = names
		.filter(() => chance(0.85))
		.flatMap((name) =>
			Array.from({ length: chance(0.1) ? 3 : 1 }, () => [name, pick(WORDS)] as [string, string])
		);
	const plain = pathOf(route, { ...door, query: [] }, d);
	const path = action === 'default' ? plain : `${plain}?/${chance(0.04) ? 'nothing' : action}`;
	const encoded = fields.map(([name, value]) => `${name}=${value}`).join('&');
	const decoded = fields.map(([name, value]) => [name, text(value)] as [string, string]);
	const [type, body] = pick<[string | null, string]>([
		[FORM, encoded],
		[FORM, encoded],
		[FORM, encoded],
		[`${FORM}; charset=utf-16`, encoded],
		['multipart/form-data; boundary=b', multipart(decoded, 'b')],
		['multipart/form-data; boundary=b', multipart(decoded, 'b').slice(0, -9)],
		['multipart/form-data; boundary=other', multipart(decoded, 'b')],
		['multipart/form-data', multipart(decoded, 'b')],
		['application/json', JSON.stringify(Object.fromEntries(decoded))],
		['application/json', `${'['.repeat(20_000)}`],
		['text/plain', encoded],
		['application/xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
		[null, encoded],
		[FORM, '']
	]);
	const headers: Record<string, string> = { accept: pick(['text/html', '*/*', 'application/json']) };
	if (type !== null) headers['content-type'] = type;
	return { method: 'POST', path, headers, body: Buffer.from(body), wellFormed: type === FORM };
}
