/**
 * The current editions in memory: what the server's hot path and the downloads serve, the same bytes for both (C1).
 * One process, one copy; filled by `publish`.
 */
import type { Lang } from './course.ts';

/** A page, picture or script as it was published. */
export interface PublishedPart {
	sha256: string;
	/** As rendered: content type, policy, caching. */
	headers: Readonly<Record<string, string>>;
	raw: Uint8Array;
	/** Absent where compressing gains nothing. */
	br: Uint8Array | null;
	gz: Uint8Array | null;
}

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

let parts: ReadonlyMap<string, PublishedPart> = new Map();
let editions: ReadonlyMap<string, PublishedEdition> = new Map();
const key = (course: string, lang: Lang) => `${course} ${lang}`;

export function setPublished(
	newParts: ReadonlyMap<string, PublishedPart>,
	newEditions: readonly PublishedEdition[]
): void {
	parts = newParts;
	editions = new Map(newEditions.map((e) => [key(e.course, e.lang), e]));
}

/** @param path path with its query, exactly as published */
export const findPublished = (path: string): PublishedPart | undefined => parts.get(path);

/** The edition that is served now, with the manifest that a download follows. */
export const currentEdition = (course: string, lang: Lang): PublishedEdition | undefined =>
	editions.get(key(course, lang));
