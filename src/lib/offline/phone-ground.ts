/** A server of editions and the caches of one phone, in memory, for the tests of downloads. */
import { sha256Hex } from '../platform/hash.ts';
import type { Edition, Part } from './download-plan.ts';
import type { Ground } from './ground.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What a published edition of these files is; brotli is taken to halve everything. */
export async function edition(
	course: string,
	files: Record<string, string>,
	name = 'e1'
): Promise<Edition & { files: Record<string, string> }> {
	const parts: Part[] = [];
	for (const [path, text] of Object.entries(files)) {
		const { length } = bytesOf(text);
		parts.push({ path, sha256: await sha256Hex(text), size: length, brSize: Math.ceil(length / 2) });
	}
	return { edition: name, course, lang: 'ur', version: 'v1', parts, files };
}

class QuotaExceededError extends Error {
	override name = 'QuotaExceededError';
}

function memoryCache() {
	const held = new Map<string, Response>();
	const pathOf = (key: RequestInfo | URL) =>
		new URL(key instanceof Object && 'url' in key ? key.url : key, 'http://phone').pathname;
	return {
		held,
		match: async (key: RequestInfo | URL) => held.get(pathOf(key))?.clone(),
		put: async (key: RequestInfo | URL, answer: Response) => void held.set(pathOf(key), answer),
		delete: async (key: RequestInfo | URL) => held.delete(pathOf(key)),
		keys: async () => [...held.keys()].map((path) => ({ url: `http://phone${path}` }) as Request)
	};
}

/** One phone and the server it talks to; tests change `editions` and hang faults on `before`. */
export function phoneGround(...current: Awaited<ReturnType<typeof edition>>[]) {
	const caches = { kept: memoryCache(), parts: memoryCache(), voice: memoryCache() };
	const asked: string[] = [];
	let last: Promise<unknown> = Promise.resolve();
	const phone = {
		editions: new Map(current.map((e) => [e.course, e])),
		caches,
		/** Every request for a part, in order; one around HTTP caches ends with `!`. */
		asked,
		persisted: 0,
		dear: false,
		free: undefined as number | undefined,
		/** Bytes that the cache takes before it is full. */
		takes: Infinity,
		/** Answers in the server's place, throws, or lets it pass. */
		before: (_path: string, _init: RequestInit): Response | undefined => undefined,
		keptParts: () => [...caches.parts.held.keys()].length
	};
	const put = caches.parts.put;
	caches.parts.put = async (key, answer) => {
		phone.takes -= (await answer.clone().arrayBuffer()).byteLength;
		if (phone.takes < 0) throw new QuotaExceededError('full');
		await put(key, answer);
	};
	const on: Ground = {
		fetch: async (path, init) => {
			const [, api, door, course = ''] = path.split('/');
			const isDoor = api === 'api' && door === 'editions';
			if (!isDoor) asked.push(init.cache === 'reload' ? `${path}!` : path);
			const instead = phone.before(path, init);
			if (init.signal?.aborted) throw new DOMException('stopped', 'AbortError');
			if (instead) return instead;
			if (isDoor) {
				const { files: _, ...manifest } = phone.editions.get(course)!;
				return Response.json(manifest);
			}
			const text = [...phone.editions.values()].map(({ files }) => files[path]).find((t) => t !== undefined);
			return text === undefined
				? new Response('', { status: 404 })
				: new Response(text, { headers: { 'content-security-policy': 'p', 'content-length': '1' } });
		},
		open: async (name) => caches[name],
		sha256: sha256Hex,
		now: () => 1_000,
		alone: (work) => {
			const next = last.then(work);
			last = next.catch(() => undefined);
			return next;
		},
		free: async () => phone.free,
		isDear: () => phone.dear,
		persist: async () => ++phone.persisted
	};
	return { phone, on };
}
