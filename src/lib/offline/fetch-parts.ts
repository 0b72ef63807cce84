/** Parts on their way: fetched a few at once, checked by their hash, kept, and counted while they come (C2). */
import type { Ground } from './ground.ts';
import { partKey } from './kept.ts';
import { Failed, sum, unique, type Part, type Plan } from './download-plan.ts';

export interface Progress {
	/** Of `total`, on the wire. */
	bytes: number;
	total: number;
	/** Lessons that came with all their pictures. */
	lessons: number;
	allLessons: number;
}

/** At once, as many as a browser opens to one host: over a slow line the way there and back costs more than the bytes. */
const AT_ONCE = 6;

/** No byte for so long, ms: the line is dead, whatever the browser believes. */
const STALL = 30_000;

export type Tally = ReturnType<typeof tallyOf>;

/** Counts bytes while they come, and lessons when all that their page names is here. */
export function tallyOf([own, app]: Plan['editions']) {
	const home = `/${own.lang}/learn/${own.course}/`;
	const lessons = own.parts.filter(
		({ path }) => path.startsWith(home) && !/[/?]|^rehearsal$/.test(path.slice(home.length))
	);
	const needs = new Map<string, Part[]>();
	const read = new Map<string, number>();
	const held = new Set<string>();
	const all = unique([...own.parts, ...app.parts]);
	return {
		/** Of one part so many bytes as shown were read. */
		reading: ({ sha256, size, brSize }: Part, bytes: number) =>
			read.set(sha256, size ? Math.min(1, bytes / size) * brSize : 0),
		/** A part is here, with its hash. @returns what its page loads */
		hold({ path, sha256, brSize }: Part, bytes: Uint8Array): Part[] {
			read.set(sha256, brSize);
			held.add(sha256);
			if (!path.startsWith(home)) return [];
			const text = new TextDecoder().decode(bytes);
			const loads = own.parts.filter((part) => text.includes(`"${part.path}"`));
			needs.set(path, loads);
			return loads;
		},
		now(): Progress {
			const isHeld = ({ sha256 }: Part) => held.has(sha256);
			return {
				bytes: Math.round([...read.values()].reduce((a, b) => a + b, 0)),
				total: sum(all, 'brSize'),
				lessons: lessons.filter(({ path }) => needs.get(path)?.every(isHeld)).length,
				allLessons: lessons.length
			};
		}
	};
}

/** Fetches, checks and keeps parts, a few at once; what a page loads comes right after it. The first fault ends all. */
export async function fetchAll(
	missing: readonly Part[],
	tally: Tally,
	tell: () => void,
	signal: AbortSignal | undefined,
	on: Ground
): Promise<void> {
	const cache = await on.open('parts');
	const ending = new AbortController();
	const end = () => ending.abort();
	signal?.addEventListener('abort', end);
	let queue = [...missing];
	let first: unknown;
	const work = async () => {
		for (let part = queue.shift(); part; part = queue.shift()) {
			const [bytes, headers] = await fetchChecked(part, tally, tell, ending.signal, on);
			await cache.put(partKey(part.sha256), new Response(bytes as Uint8Array<ArrayBuffer>, { headers }));
			const next = new Set(tally.hold(part, bytes).map(({ sha256 }) => sha256));
			queue = [...queue.filter((p) => next.has(p.sha256)), ...queue.filter((p) => !next.has(p.sha256))];
			tell();
		}
	};
	if (signal?.aborted) throw new Failed('stopped');
	await Promise.all(
		Array.from({ length: AT_ONCE }, () =>
			work().catch((fault: unknown) => {
				first ??= fault;
				queue = [];
				end();
			})
		)
	);
	signal?.removeEventListener('abort', end);
	if (first !== undefined) throw first;
}

/** A part that came wrong is asked for once more, around what lies on the way. @throws Failed `part` the second time */
async function fetchChecked(
	part: Part,
	tally: Tally,
	tell: () => void,
	ending: AbortSignal,
	on: Ground
): Promise<[Uint8Array, Headers]> {
	for (const cache of ['default', 'reload'] as const) {
		const got = await readPart(part, cache, tally, tell, ending, on);
		if (got && (await on.sha256(got[0])) === part.sha256) return got;
	}
	throw new Failed('part', part.path);
}

/** They belong to one way of travelling, not to the bytes. */
const OF_THE_WAY = ['content-encoding', 'content-length', 'transfer-encoding'];

/** @returns undefined where the server has no such part */
async function readPart(
	part: Part,
	cache: RequestCache,
	tally: Tally,
	tell: () => void,
	ending: AbortSignal,
	on: Ground
): Promise<[Uint8Array, Headers] | undefined> {
	const stalled = new AbortController();
	const stop = () => stalled.abort();
	ending.addEventListener('abort', stop);
	let timer = setTimeout(stop, STALL);
	try {
		const answer = await on.fetch(part.path, {
			credentials: 'omit',
			redirect: 'error',
			cache,
			signal: stalled.signal
		});
		if (answer.status === 404 || answer.status === 410) return undefined;
		if (!answer.ok) throw new Failed('server', part.path);
		const bytes = await readAll(answer, (read) => {
			clearTimeout(timer);
			timer = setTimeout(stop, STALL);
			tally.reading(part, read);
			tell();
		});
		const headers = new Headers(answer.headers);
		for (const name of OF_THE_WAY) headers.delete(name);
		return [bytes, headers];
	} finally {
		clearTimeout(timer);
		ending.removeEventListener('abort', stop);
	}
}

async function readAll(answer: Response, read: (bytes: number) => void): Promise<Uint8Array> {
	if (!answer.body) return new Uint8Array(await answer.arrayBuffer());
	const reader = answer.body.getReader();
	const chunks: Uint8Array[] = [];
	let length = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		chunks.push(value);
		read((length += value.length));
	}
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.length;
	}
	return bytes;
}
