/** What taking a course home needs: the editions that the server names, and what of their parts is not on this phone. */
import type { Lang } from '#lib/catalog/index.ts';
import { browser, type Ground } from './ground.ts';
import { APP, presentParts, readKept, type Kept } from './kept.ts';

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

export class Failed extends Error {
	why: Why;
	path?: string;
	constructor(why: Why, path?: string) {
		super(`${why} ${path ?? ''}`);
		this.why = why;
		this.path = path;
	}
}

export const sum = (parts: Iterable<Part>, of: 'size' | 'brSize') =>
	[...parts].reduce((all, p) => all + p[of], 0);

/** Each hash once, in the order of the manifest: pages before what they load. */
export const unique = (parts: readonly Part[]): Part[] => [
	...new Map(parts.map((p) => [p.sha256, p])).values()
];

export const partsOf = ({ parts }: Pick<Kept, 'parts'>): Part[] =>
	Object.entries(parts).map(([path, [sha256, size, brSize]]) => ({ path, sha256, size, brSize }));

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
 * A course's record, the edition of the pages around it, and what of both is not here: a browser that runs full may clear
 * parts, and then the record claims too much.
 * @returns `total` of both, bytes on the wire
 */
export async function verifyKept(
	course: string,
	lang: Lang,
	on: Ground = browser
): Promise<{ kept: Kept; app?: string; missing: Part[]; total: number } | undefined> {
	const kept = await readKept(course, lang, on);
	if (!kept) return undefined;
	const [app, present] = await Promise.all([readKept(APP, lang, on), presentParts(on)]);
	const parts = unique([...partsOf(kept), ...(app ? partsOf(app) : [])]);
	return {
		kept: { ...kept, whole: kept.whole && !!app?.whole },
		app: app?.edition,
		missing: parts.filter((part) => !present.has(part.sha256)),
		total: sum(parts, 'brSize')
	};
}

/** Browsers throw a TypeError for every fault of the line, an AbortError for a stop; anything else is a bug of ours. */
export function toFailed(fault: unknown, signal?: AbortSignal): Failed {
	if (fault instanceof Failed) return signal?.aborted ? new Failed('stopped') : fault;
	if (signal?.aborted) return new Failed('stopped');
	const { name } = fault as Error;
	if (name === 'QuotaExceededError') return new Failed('full');
	if (name === 'TypeError' || name === 'AbortError' || name === 'NetworkError') return new Failed('signal');
	throw fault;
}
