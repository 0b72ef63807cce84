import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

export interface Measured {
	status: number;
	/** Bytes on the wire: status line, headers and body as sent. */
	bytes: number;
	bodyBytes: number;
	type: string;
	text: string;
}

/** Fetches as a browser with brotli does, and counts what came over the wire. */
export const measure = (url: string): Promise<Measured> =>
	new Promise((resolve, reject) => {
		const sent = request(
			url,
			{ headers: { 'accept-encoding': 'br, gzip', accept: 'text/html,*/*' } },
			(answer) => {
				const chunks: Buffer[] = [];
				answer.on('data', (chunk: Buffer) => chunks.push(chunk));
				answer.on('error', reject);
				answer.on('end', () => {
					const body = Buffer.concat(chunks);
					const head = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
					for (let i = 0; i < answer.rawHeaders.length; i += 2)
						head.push(`${answer.rawHeaders[i]}: ${answer.rawHeaders[i + 1]}`);
					const encoding = answer.headers['content-encoding'];
					const plain =
						encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
					resolve({
						status: answer.statusCode!,
						bytes: head.join('\r\n').length + 4 + body.length,
						bodyBytes: body.length,
						type: answer.headers['content-type'] ?? '',
						text: plain.toString('utf8')
					});
				});
			}
		);
		sent.on('error', reject);
		sent.end();
	});

const all = (text: string, pattern: RegExp): string[] => [
	...new Set([...text.matchAll(pattern)].map((m) => m[1]!))
];

/** A script and everything it can load, import() included: all of it counts. */
async function scripts(origin: string, paths: readonly string[], seen = new Map<string, number>()) {
	for (const path of paths) {
		if (seen.has(path)) continue;
		const got = await measure(origin + path);
		if (got.status !== 200) throw new Error(`${path}: ${got.status}`);
		seen.set(path, got.bodyBytes);
		const imports = all(got.text, /["'`](\.{1,2}\/[\w./-]+\.js)["'`]/g).map(
			(i) => new URL(i, `http://x${path}`).pathname
		);
		await scripts(origin, imports, seen);
	}
	return seen;
}

export interface PageWeight {
	path: string;
	/** HTML with its style and headers, brotli. */
	page: number;
	/** All script, brotli, whenever it comes. */
	script: number;
	/** What a played practice says, beside its page, brotli. */
	scenes: number;
	/** Of it what the first view waits for. */
	first: number;
	/** Of it what reads aloud, after the first view; the rest is the practice, which comes with it. */
	voice: number;
	/** A hydrated (Svelte) practice is on the page. */
	practice: boolean;
	pictures: { path: string; bytes: number }[];
	/** What the first view needs: page, script that it waits for, pictures that are not lazy. */
	firstView: number;
}

/** Everything a published page brings to the phone. */
export async function weigh(origin: string, path: string): Promise<PageWeight> {
	const page = await measure(origin + path);
	if (page.status !== 200) throw new Error(`${path}: ${page.status}`);
	const html = page.text;
	const script = await scripts(
		origin,
		all(html, /<script[^>]+src="([^"]+)"/g).concat(all(html, /["'](\/i\/[\w.-]+\.js)["']/g))
	);
	const said = all(html, /<link rel="modulepreload" href="([^"]+play\.js)"/g);
	let scenes = 0;
	for (const one of said) scenes += (await measure(origin + one)).bodyBytes;
	const weightOf = async (pattern: RegExp) =>
		[...(await scripts(origin, all(html, pattern))).values()].reduce((sum, bytes) => sum + bytes, 0);
	const first = await weightOf(/<script[^>]+src="([^"]+)"/g);
	const voice = await weightOf(/<button\b[^>]*?\sdata-bring="(\/[^"]+)"/g);
	const images = [...html.matchAll(/<img\b[^>]*>/g)].map((m) => m[0]);
	const pictures: PageWeight['pictures'] = [];
	let eager = 0;
	for (const tag of images) {
		const src = /src="([^"]+)"/.exec(tag)?.[1]?.replaceAll('&amp;', '&');
		if (!src || src.startsWith('data:') || pictures.some((p) => p.path === src)) continue;
		const got = await measure(origin + src);
		if (got.status !== 200) throw new Error(`${src}: ${got.status}`);
		pictures.push({ path: src, bytes: got.bodyBytes });
		if (!/loading="lazy"/.test(tag)) eager += got.bytes;
	}
	const total = [...script.values()].reduce((a, b) => a + b, 0);
	return {
		path,
		page: page.bytes,
		script: total,
		scenes,
		first,
		voice,
		practice: /data-island="(price|listing|play)"/.test(html),
		pictures,
		firstView: page.bytes + first + eager
	};
}
