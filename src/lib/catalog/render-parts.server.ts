import { sha256HexSync } from '../platform/hash.server.ts';
import type { Catalogue } from './catalogue.ts';
import type { Course, Lang, Lesson } from './course.ts';
import { pictureHeaders } from './picture-headers.ts';
import { wallPapers, type PlayData } from './play-data.ts';
import { practiceOf } from './questions.ts';

/** Edition of the pages around the courses. */
export const APP = '_app';

export interface RenderedPage {
	status: number;
	headers: Headers | Record<string, string>;
	body: Uint8Array | string;
}
/** Renders one of our own addresses as a stranger's browser would get it. Injected: kit renders in the server. */
export type RenderPage = (path: string) => Promise<RenderedPage>;

export interface Part {
	path: string;
	sha256: string;
	type: string;
	raw: Uint8Array;
	headers: Record<string, string>;
}

export interface PartSources {
	renderPage: RenderPage;
	readAsset: (path: string) => { type: string; bytes: Uint8Array } | undefined;
	picture: Catalogue['picture'];
}

/** Pages that the phone fills by itself: what stands behind a session, without a signal. */
const SHELLS = ['phone/me', 'phone/sell', 'phone/open', 'phone/elsewhere', 'phone/badge', 'phone/follow-up'];

/** Learner pages of a course in one language, and what its practices say; without a course the pages around them. */
export function pagesOf(course: Course | undefined, lang: Lang): string[] {
	const around = ['help', 'safe', 'family', 'kept', 'who', 'situation', 'verify', ...SHELLS];
	if (!course) return ['/', `/${lang}`, ...around.map((page) => `/${lang}/${page}`)];
	const home = `/${lang}/learn/${course.id}`;
	const pages = course.lessons.flatMap((lesson) => [
		`${home}/${lesson.id}`,
		...besides(lesson, lang).map((part) => `${home}/${lesson.id}/${part}`)
	]);
	const checks = [course.id, ...(course.partCheck ? [course.partCheck.badge.id] : [])];
	return [home, ...pages, `${home}/rehearsal`, ...checks.map((id) => `/${lang}/learn/${id}/check/phone`)];
}

/** What a played practice has beside its page: what it says, and what it makes for a wall. */
function besides(lesson: Lesson, lang: Lang): string[] {
	const practice = practiceOf(lesson);
	if (practice?.type !== 'play') return [];
	return ['play.js', ...(wallPapers(practice.data[lang] as PlayData).length ? ['paper'] : [])];
}

/** Belongs to one answer or one connection, or is set anew when the page is served. */
const NOT_KEPT = new Set([
	'age',
	'cache-control',
	'connection',
	'content-encoding',
	'content-length',
	'date',
	'etag',
	'keep-alive',
	'last-modified',
	'transfer-encoding',
	'vary',
	'x-sveltekit-page'
]);

/** One page, or why it cannot be published: it must be there, be HTML (or a practice's scenes), and be nobody's (C1). */
async function renderPart(path: string, render: RenderPage): Promise<Part | string> {
	const { status, headers: given, body } = await render(path);
	const headers = new Headers(given);
	const type = headers.get('content-type') ?? '';
	if (status !== 200) return `answers ${status}`;
	if (!type.startsWith(path.endsWith('.js') ? 'text/javascript' : 'text/html'))
		return `is ${type || 'of no type'}`;
	if (headers.has('set-cookie')) return 'sets a cookie: a published page is the same for everyone';
	if (/'nonce-/.test(headers.get('content-security-policy') ?? ''))
		return 'has a nonce: its bytes would never match';
	const kept = Object.fromEntries([...headers].filter(([name]) => !NOT_KEPT.has(name)));
	return part(path, type, typeof body === 'string' ? new TextEncoder().encode(body) : body, {
		...kept,
		'cache-control': 'no-cache'
	});
}

const part = (path: string, type: string, raw: Uint8Array, headers: Record<string, string>): Part => ({
	path,
	sha256: sha256HexSync(raw),
	type,
	raw,
	headers
});

/** `data-bring` names a script that a lesson brings after its first view. */
const REFERENCE =
	/<(?:(?:script|link|img|source|use|image)\b[^>]*?\s(?:src|href)|(?:button|div|p)\b[^>]*?\sdata-bring)="([^"#][^"]*)"/g;

/** Addresses of ours that a page loads: pictures, scripts, styles. */
function referencesOf(page: Part): string[] {
	const base = `http://q${page.path}`;
	return [...new TextDecoder().decode(page.raw).matchAll(REFERENCE)]
		.map((m) => new URL(m[1]!.replaceAll('&amp;', '&'), base))
		.filter((url) => url.host === 'q')
		.map((url) => url.pathname + url.search);
}

/** Scripts and styles carry a hash in their name; other files may change under theirs. */
const HASHED = /^\/(?:i\/.+-[\w-]{8}\.js|_app\/immutable\/.+)$/;

function assetPart(path: string, { readAsset, picture }: PartSources): Part | undefined {
	const [pathname = '', query] = path.split('?');
	const media = /^\/media\/([a-z0-9_-]+)\/([a-z0-9-]+\.[a-z]+)$/.exec(pathname);
	if (media) {
		const found = picture(media[1]!, media[2]!);
		return found && part(path, found.type, found.bytes, pictureHeaders(found.type, query !== undefined));
	}
	const found = readAsset(pathname);
	return (
		found &&
		part(path, found.type, found.bytes, {
			'content-type': found.type,
			'x-content-type-options': 'nosniff',
			'cache-control': HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache'
		})
	);
}

/**
 * Renders pages and gathers what they load.
 * @param rendered shared between editions: no page is rendered twice
 */
export async function collectParts(
	paths: readonly string[],
	sources: PartSources,
	rendered: Map<string, Promise<Part | string>>
): Promise<{ parts: Part[]; failed: { path: string; reason: string }[] }> {
	const failed: { path: string; reason: string }[] = [];
	const parts = new Map<string, Part>();
	for (const path of paths) {
		const making = rendered.get(path) ?? renderPart(path, sources.renderPage);
		rendered.set(path, making);
		const page = await making;
		if (typeof page === 'string') failed.push({ path, reason: page });
		else parts.set(path, page);
	}
	for (const page of [...parts.values()])
		for (const reference of referencesOf(page)) {
			if (parts.has(reference)) continue;
			const asset = assetPart(reference, sources);
			if (asset) parts.set(reference, asset);
			else if (reference.startsWith('/media/'))
				failed.push({ path: reference, reason: `is missing, used by ${page.path}` });
		}
	return { parts: [...parts.values()], failed };
}
