/**
 * The current editions in memory: what the server's hot path and the downloads serve, the same bytes for both (C1).
 * Filled by `publish`. One copy a process: the server's entry and kit's bundle load this file each for itself, so the
 * copy hangs on the process and not on the module.
 */
import type { Lang } from './course.ts';

const STORE = Symbol.for('qadam.published');

/** A page, picture or script as it was published. */
export interface PublishedPart {
	sha256: string;
	/** Of the plain bytes; another coding has a tag of its own (serve-published). */
	etag: string;
	/** As rendered: content type, policy, caching. */
	headers: Readonly<Record<string, string>>;
	raw: Uint8Array;
	/** Absent where compressing gains nothing. */
	br: Uint8Array | null;
	gz: Uint8Array | null;
}

export const etagOf = (sha256: string): string => `"${sha256.slice(0, 24)}"`;

export interface ManifestPart {
	/** Address, with its version where it has one: `/ur/learn/selling-online/a1`, `/media/…?v=…`. */
	path: string;
	sha256: string;
	/** Bytes as shown, and as they travel to a phone that takes brotli. */
	size: number;
	brSize: number;
}

export interface PublishedEdition {
	edition: string;
	/** Course id, or `_app` for the pages around the courses. */
	course: string;
	lang: Lang;
	/** Course version (empty for `_app`). */
	version: string;
	publishedAt: number;
	parts: ManifestPart[];
}

interface Store {
	parts: ReadonlyMap<string, PublishedPart>;
	editions: ReadonlyMap<string, PublishedEdition>;
}
const holder = globalThis as { [STORE]?: Store };
const key = (course: string, lang: Lang) => `${course} ${lang}`;

export function setPublished(
	parts: ReadonlyMap<string, PublishedPart>,
	editions: readonly PublishedEdition[]
): void {
	holder[STORE] = { parts, editions: new Map(editions.map((e) => [key(e.course, e.lang), e])) };
}

/** @param path path with its query, exactly as published */
export const findPublished = (path: string): PublishedPart | undefined => holder[STORE]?.parts.get(path);

/** The edition that is served now, with the manifest that a download follows. */
export const currentEdition = (course: string, lang: Lang): PublishedEdition | undefined =>
	holder[STORE]?.editions.get(key(course, lang));
