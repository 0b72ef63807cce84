/**
 * Taking a course home (C1, C2). A download is a plan: what the published edition names and this phone does not hold.
 * So a break, a second tab or a new edition in the middle need nothing of their own: one plans again, and only what is
 * missing travels. Each part is checked by its hash when it comes, and once more where it lies before the course is
 * called whole. Her work is in another place (IndexedDB) and nothing here touches it (S8).
 */
import type { Lang } from '#lib/catalog/index.ts';
import { browser, type Ground } from './ground.ts';
import {
	APP,
	keptCourses,
	keyOf,
	partKey,
	presentParts,
	readKept,
	records,
	type Kept,
	type Weight
} from './kept.ts';

export interface Part {
	path: string;
	sha256: string;
	/** Bytes as shown, and as they travel to a phone that takes brotli. */
	size: number;
	brSize: number;
}

/** As the door `/api/editions/<course>/<lang>` tells it. */
export interface Edition {
	edition: string;
	course: string;
	lang: Lang;
	version: string;
	parts: Part[];
}

export interface Plan {
	/** The course and the pages around it. */
	editions: [course: Edition, app: Edition];
	/** To be fetched, equal parts once. */
	missing: Part[];
	/** What that costs on the wire, and what all of it would. */
	bytes: number;
	total: number;
}

/**
 * Why a download ended: she stopped it · no signal · the server cannot now · a part came wrong twice, or the browser did
 * not keep it · this phone is full.
 */
export type Why = 'stopped' | 'signal' | 'server' | 'part' | 'full';
export type Outcome = { ok: true } | { ok: false; why: Why; path?: string };

export interface Progress {
	/** Of `total`, on the wire. */
	bytes: number;
	total: number;
	/** Lessons that came with all their pictures. */
	lessons: number;
	allLessons: number;
}

export interface KeepOptions {
	signal?: AbortSignal;
	progress?: (now: Progress) => void;
}

class Failed extends Error {
	why: Why;
	path?: string;
	constructor(why: Why, path?: string) {
		super(`${why} ${path ?? ''}`);
		this.why = why;
		this.path = path;
	}
}

/** At once: over a slow line the way there and back costs more than the bytes. */
const AT_ONCE = 4;
/** No byte for so long, ms: the line is dead, whatever the browser believes. */
const STALL = 30_000;
/** An edition that changes while it is fetched is planned anew; not for ever. */
const ROUNDS = 3;
/** Her answers need room as well, bytes. */
const RESERVE = 1_000_000;

const sum = (parts: Iterable<Part>, of: 'size' | 'brSize') => [...parts].reduce((all, p) => all + p[of], 0);

/** Each hash once, in the order of the manifest: pages before what they load. */
const unique = (parts: readonly Part[]): Part[] => [...new Map(parts.map((p) => [p.sha256, p])).values()];

/** @throws Failed `signal` or `server` */
export async function editionOf(
	course: string,
	lang: Lang,
	on: Ground = browser,
	signal?: AbortSignal
): Promise<Edition> {
	const path = `/api/editions/${course}/${lang}`;
	const answer = await on
		.fetch(path, { credentials: 'omit', cache: 'no-cache', signal })
		.catch(() => undefined);
	if (!answer) throw new Failed('signal', path);
	if (!answer.ok) throw new Failed('server', path);
	return (await answer.json().catch(() => {
		throw new Failed('server', path);
	})) as Edition;
}

/** What keeping this course would fetch now, in exact bytes. @throws Failed `signal` or `server` */
export async function planDownload(
	course: string,
	lang: Lang,
	on: Ground = browser,
	signal?: AbortSignal
): Promise<Plan> {
	const [own, app, present] = await Promise.all([
		editionOf(course, lang, on, signal),
		editionOf(APP, lang, on, signal),
		presentParts(on)
	]);
	const all = unique([...own.parts, ...app.parts]);
	const missing = all.filter((part) => !present.has(part.sha256));
	return { editions: [own, app], missing, bytes: sum(missing, 'brSize'), total: sum(all, 'brSize') };
}

/**
 * Brings a course and the pages around it onto this phone, or up to date. What lies here already is not fetched again;
 * an older edition stays whole until the new one is.
 */
export function keepCourse(
	course: string,
	lang: Lang,
	options: KeepOptions = {},
	on: Ground = browser
): Promise<Outcome> {
	return on.alone(async () => {
		try {
			// Not waited for: a browser may put it to her as a question, and the course need not wait for the answer.
			if (!(await keptCourses(on)).length) void on.persist().catch(() => false);
			for (let round = 0; round < ROUNDS; round++) {
				const plan = await planDownload(course, lang, on, options.signal);
				if (await bring(plan, options, on)) return { ok: true };
			}
			return { ok: false, why: 'server' };
		} catch (fault) {
			const { why, path } = toFailed(fault, options.signal);
			return { ok: false, why, path };
		}
	});
}

/** Fetches unasked what changed of every whole course, where bytes cost nothing. Ends with the first that could not. */
export async function updateKept(options: KeepOptions = {}, on: Ground = browser): Promise<Outcome> {
	if (on.isDear()) return { ok: true };
	for (const { course, lang, whole } of await keptCourses(on)) {
		const outcome: Outcome = whole ? await keepCourse(course, lang, options, on) : { ok: true };
		if (!outcome.ok) return outcome;
	}
	return { ok: true };
}

/** Takes a course off this phone: only bytes that no other course here needs, and nothing of hers. */
export const dropCourse = (course: string, lang: Lang, on: Ground = browser): Promise<void> =>
	on.alone(() => forget(course, lang, on));

/**
 * A course's record, the edition of the pages around it, and what of both is not here: a browser that runs full may clear
 * parts, and then the record claims too much.
 */
export async function verifyKept(
	course: string,
	lang: Lang,
	on: Ground = browser
): Promise<{ kept: Kept; app?: string; missing: Part[] } | undefined> {
	const kept = await readKept(course, lang, on);
	if (!kept) return undefined;
	const [app, present] = await Promise.all([readKept(APP, lang, on), presentParts(on)]);
	const parts = unique([...partsOf(kept), ...(app ? partsOf(app) : [])]);
	return {
		kept: { ...kept, whole: kept.whole && !!app?.whole },
		app: app?.edition,
		missing: parts.filter((part) => !present.has(part.sha256))
	};
}

/** Room on this phone that removing a course would free, in bytes as they lie there. */
export async function roomOf(course: string, lang: Lang, on: Ground = browser): Promise<number> {
	const all = await records(on);
	const [going, staying] = parting(all, course, lang);
	const needed = new Set(staying.flatMap(partsOf).map((part) => part.sha256));
	return sum(
		unique(going.flatMap(partsOf)).filter((part) => !needed.has(part.sha256)),
		'size'
	);
}

const partsOf = ({ parts }: Pick<Kept, 'parts'>): Part[] =>
	Object.entries(parts).map(([path, [sha256, size, brSize]]) => ({ path, sha256, size, brSize }));

/** What goes with a course: itself, and the pages around it with the last course of its language. */
function parting(all: readonly Kept[], course: string, lang: Lang): [going: Kept[], staying: Kept[]] {
	const last = !all.some((k) => k.lang === lang && k.course !== APP && k.course !== course);
	const goes = (k: Kept) => k.lang === lang && (k.course === course || (last && k.course === APP));
	return [all.filter(goes), all.filter((k) => !goes(k))];
}

async function forget(course: string, lang: Lang, on: Ground): Promise<void> {
	const cache = await on.open('kept');
	const [going] = parting(await records(on), course, lang);
	for (const kept of going) await cache.delete(keyOf(kept.course, kept.lang));
	await sweep(on);
}

/** Drops parts that no record names. */
async function sweep(on: Ground): Promise<void> {
	const needed = new Set((await records(on)).flatMap(partsOf).map((part) => part.sha256));
	const cache = await on.open('parts');
	for (const sha256 of await presentParts(on)) if (!needed.has(sha256)) await cache.delete(partKey(sha256));
}

async function write({ parts, ...edition }: Edition, whole: boolean, on: Ground): Promise<void> {
	const kept: Kept = {
		...edition,
		whole,
		at: on.now(),
		parts: Object.fromEntries(
			parts.map(({ path, sha256, size, brSize }) => [path, [sha256, size, brSize] satisfies Weight])
		)
	};
	await (await on.open('kept')).put(keyOf(edition.course, edition.lang), new Response(JSON.stringify(kept)));
}

/** @returns false where the edition changed meanwhile: to be planned anew */
async function bring({ editions }: Plan, options: KeepOptions, on: Ground): Promise<boolean> {
	const standing = await Promise.all(editions.map(({ course, lang }) => readKept(course, lang, on)));
	const tally = tallyOf(editions);
	const parts = unique(editions.flatMap((edition) => edition.parts));
	const missing = await readBack(parts, tally.hold, on);
	const free = await on.free();
	if (free !== undefined && missing.length && free < sum(missing, 'size') + RESERVE) throw new Failed('full');
	for (const [i, edition] of editions.entries()) if (!standing[i]?.whole) await write(edition, false, on);

	const tell = () => options.progress?.(tally.now());
	tell();
	try {
		await fetchAll(missing, tally, tell, options.signal, on);
	} catch (fault) {
		const failed = toFailed(fault, options.signal);
		// What came gives its room back: her next answer needs it more. An older edition stays.
		if (failed.why === 'full')
			await (standing[0]?.whole ? sweep(on) : forget(editions[0].course, editions[0].lang, on));
		if (failed.why !== 'part') throw failed;
		const now = await Promise.all(editions.map(({ course, lang }) => editionOf(course, lang, on)));
		if (now.some(({ edition }, i) => edition !== editions[i]!.edition)) return false;
		throw failed;
	}
	const [lost] = await readBack(parts, () => {}, on);
	if (lost) throw new Failed('part', lost.path);
	// The pages around first: the course's record is the last write, and the one that counts.
	for (const edition of [...editions].reverse()) await write(edition, true, on);
	await sweep(on);
	return true;
}

/** Reads parts where they lie. @returns those that are not there, or not with their hash */
async function readBack(
	parts: readonly Part[],
	hold: (part: Part, bytes: Uint8Array) => void,
	on: Ground
): Promise<Part[]> {
	const cache = await on.open('parts');
	const missing: Part[] = [];
	for (const part of parts) {
		const found = await cache.match(partKey(part.sha256));
		const bytes = found && new Uint8Array(await found.arrayBuffer());
		if (bytes && (await on.sha256(bytes)) === part.sha256) hold(part, bytes);
		else missing.push(part);
	}
	return missing;
}

type Tally = ReturnType<typeof tallyOf>;

/** Counts bytes while they come, and lessons when all that their page names is here. */
function tallyOf([own, app]: Plan['editions']) {
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
async function fetchAll(
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

/** Browsers throw a TypeError for every fault of the line, an AbortError for a stop; anything else is a bug of ours. */
function toFailed(fault: unknown, signal?: AbortSignal): Failed {
	if (fault instanceof Failed) return signal?.aborted ? new Failed('stopped') : fault;
	if (signal?.aborted) return new Failed('stopped');
	const { name } = fault as Error;
	if (name === 'QuotaExceededError') return new Failed('full');
	if (name === 'TypeError' || name === 'AbortError' || name === 'NetworkError') return new Failed('signal');
	throw fault;
}
