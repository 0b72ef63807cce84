/**
 * What of the courses lies on this phone, read from its caches alone: `kept` holds one record for each course and
 * language, `parts` the bytes by their hash, so that equal parts lie there once (C2). Public bytes only, nothing of hers.
 */
import type { Lang } from '#lib/catalog/index.ts';
import { browser, type Ground } from './ground.ts';

/** Edition of the pages around the courses; it is kept along with the first course. */
export const APP = '_app';

/** Its hash, its bytes as shown, its bytes as they travel. */
export type Weight = [sha256: string, size: number, brSize: number];

export interface Kept {
	edition: string;
	course: string;
	lang: Lang;
	version: string;
	/** Every part was read back from the cache and had its hash. Until then it is a download that goes on. */
	whole: boolean;
	parts: Record<string, Weight>;
	/** When it became whole (or began), UTC ms. */
	at: number;
}

export const keyOf = (course: string, lang: string) => `/kept/${course}/${lang}`;
export const partKey = (sha256: string) => `/parts/${sha256}`;

export async function readKept(course: string, lang: Lang, on: Ground = browser): Promise<Kept | undefined> {
	const found = await (await on.open('kept')).match(keyOf(course, lang));
	return found && ((await found.json()) as Kept);
}

/** All records, the pages around the courses among them. */
export async function records(on: Ground = browser): Promise<Kept[]> {
	const cache = await on.open('kept');
	const found = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
	return Promise.all(found.filter((answer) => answer).map((answer) => answer!.json() as Promise<Kept>));
}

/** Courses of this phone, whole ones and those that are still coming. */
export const keptCourses = async (on: Ground = browser): Promise<Kept[]> =>
	(await records(on)).filter(({ course }) => course !== APP);

/** Hashes that lie in the cache now: a browser that runs full may have let some go. */
export async function presentParts(on: Ground = browser): Promise<Set<string>> {
	const keys = await (await on.open('parts')).keys();
	return new Set(keys.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)));
}

/**
 * A page, picture or script of a whole kept edition, as it was published. The query belongs to a picture's address; a
 * page is found without it.
 */
export async function findKept(
	{ pathname, search }: Pick<URL, 'pathname' | 'search'>,
	on: Ground = browser
): Promise<Response | undefined> {
	const cache = await on.open('kept');
	const [, lang = '', learn, course] = pathname.split('/');
	const likely = keyOf(learn === 'learn' && course ? course : APP, lang);
	const first = await cache.match(likely);
	const others = first ? [] : (await cache.keys()).map((key) => cache.match(key));
	for (const record of [first, ...(await Promise.all(others))]) {
		const kept = record && ((await record.json()) as Kept);
		const part = kept?.whole && (kept.parts[pathname + search] ?? kept.parts[pathname]);
		if (part) return (await on.open('parts')).match(partKey(part[0]));
	}
}
