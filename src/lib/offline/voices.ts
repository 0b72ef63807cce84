/**
 * The voice of a course, kept apart from its words: never unasked, and taken off apart. A recording's address is the hash
 * of its bytes, so that each is checked when it comes; what was kept already does not travel again. A record names the
 * words that each recording belongs to: to other words it is not played, with a signal or without.
 */
import type { Lang } from '#lib/catalog/index.ts';
import { rangeHeaders, readRange } from '../platform/byte-range.ts';
import { Failed, toFailed, type Why } from './download-plan.ts';
import { browser, type Ground } from './ground.ts';

/** One card read aloud, as the door `/api/voice/<course>/<lang>` names it. */
export interface Recording {
	card: string;
	/** Of the words that were read; the card on the page carries the same, or has other words. */
	said: string;
	/** The language that is heard. */
	voice: string;
	url: string;
	/** Bytes. */
	size: number;
	ms: number;
}
export interface Voices {
	course: string;
	/** Of the words. */
	lang: Lang;
	/** How many cards the course has, with voice or without. */
	cards: number;
	recordings: Recording[];
}

const recordKey = (course: string, lang: string, voice: string) => `/voice-kept/${course}/${lang}/${voice}`;
const weight = (recordings: readonly Recording[]) => recordings.reduce((sum, { size }) => sum + size, 0);

/** What can be heard of a course today. @throws Failed `signal` or `server` */
export async function askVoices(course: string, lang: string, on: Ground = browser): Promise<Voices> {
	const path = `/api/voice/${course}/${lang}`;
	const answer = await on.fetch(path, { credentials: 'omit', cache: 'no-cache' }).catch(() => undefined);
	if (!answer) throw new Failed('signal', path);
	if (!answer.ok) throw new Failed('server', path);
	return (await answer.json()) as Voices;
}

/** What she keeps of a course, in every voice. Recordings that the browser has let go are still named. */
export async function keptVoices(course: string, lang: string, on: Ground = browser): Promise<Recording[]> {
	const cache = await on.open('voice');
	const start = recordKey(course, lang, '');
	const keys = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(start));
	const found = await Promise.all(keys.map((key) => cache.match(key)));
	const kept = found.map((record) => record!.json() as Promise<Recording[]>);
	return (await Promise.all(kept)).flatMap((recordings) => recordings);
}

const present = async (on: Ground): Promise<Set<string>> =>
	new Set((await (await on.open('voice')).keys()).map(({ url }) => new URL(url).pathname));

export interface VoiceStanding {
	voice: string;
	/** Cards that can be heard, and bytes of all of them. */
	cards: number;
	size: number;
	/** Bytes that would have to come. */
	missing: number;
	/** She asked for it once; until then nothing comes. */
	asked: boolean;
}

/** How each voice of a course stands on this phone; without what the server says, what the phone knows by itself. */
export async function voiceStanding(
	course: string,
	lang: string,
	told?: Voices,
	on: Ground = browser
): Promise<VoiceStanding[]> {
	const [own, here] = await Promise.all([keptVoices(course, lang, on), present(on)]);
	const all = told ? told.recordings : own;
	return [...new Set([...all, ...own].map(({ voice }) => voice))].map((voice) => {
		const its = all.filter((r) => r.voice === voice);
		return {
			voice,
			cards: its.length,
			size: weight(its),
			missing: weight(its.filter(({ url }) => !here.has(url))),
			asked: own.some((r) => r.voice === voice)
		};
	});
}

/**
 * Brings one voice of a course onto this phone, or up to date. What came stays when the line breaks off.
 * @param progress bytes of so many that were to come
 */
export function keepVoice(
	course: string,
	lang: string,
	voice: string,
	progress: (have: number, total: number) => void = () => {},
	on: Ground = browser
): Promise<{ ok: true } | { ok: false; why: Why }> {
	return on.alone(async () => {
		try {
			const wanted = (await askVoices(course, lang, on)).recordings.filter((r) => r.voice === voice);
			const here = await present(on);
			const missing = wanted.filter(({ url }) => !here.has(url));
			const total = weight(missing);
			const free = await on.free();
			if (free !== undefined && missing.length && free < total + RESERVE) throw new Failed('full');
			const cache = await on.open('voice');
			const key = recordKey(course, lang, voice);
			// First the record: what comes now is hers to see and to remove, also when the line breaks off.
			await cache.put(key, new Response(JSON.stringify(wanted)));
			let have = 0;
			progress(have, total);
			for (const recording of missing) {
				await cache.put(recording.url, await fetchChecked(recording, on));
				progress((have += recording.size), total);
			}
			await sweep(on);
			return { ok: true } as const;
		} catch (fault) {
			return { ok: false, why: toFailed(fault).why } as const;
		}
	});
}

/** Her answers need room as well, bytes. */
const RESERVE = 1_000_000;

async function fetchChecked({ url }: Recording, on: Ground): Promise<Response> {
	for (const cache of ['default', 'reload'] as const) {
		const answer = await on.fetch(url, { credentials: 'omit', redirect: 'error', cache });
		if (!answer.ok) throw new Failed('server', url);
		const bytes = new Uint8Array(await answer.arrayBuffer());
		if (url.endsWith(`/${await on.sha256(bytes)}`))
			return new Response(bytes, { headers: { 'content-type': answer.headers.get('content-type') ?? '' } });
	}
	throw new Failed('part', url);
}

/** Takes a voice off this phone, and nothing else. */
export const dropVoice = (course: string, lang: string, voice: string, on: Ground = browser): Promise<void> =>
	on.alone(async () => {
		await (await on.open('voice')).delete(recordKey(course, lang, voice));
		await sweep(on);
	});

/** Drops recordings that no record names. */
async function sweep(on: Ground): Promise<void> {
	const cache = await on.open('voice');
	const paths = [...(await present(on))];
	const records = await Promise.all(
		paths.filter((path) => path.startsWith('/voice-kept/')).map((path) => cache.match(path))
	);
	const named = (await Promise.all(records.map((r) => r!.json() as Promise<Recording[]>))).flatMap((r) => r);
	const needed = new Set(named.map(({ url }) => url));
	for (const path of paths) if (path.startsWith('/voice/') && !needed.has(path)) await cache.delete(path);
}

/** A kept recording, whole or the piece that a player asks for: a cache itself knows no pieces. */
export async function findVoice(
	path: string,
	range: string | null,
	on: Ground = browser
): Promise<Response | undefined> {
	const found = await (await on.open('voice')).match(path);
	if (!found) return undefined;
	const bytes = await found.arrayBuffer();
	const headers = {
		'content-type': found.headers.get('content-type') ?? '',
		'accept-ranges': 'bytes',
		'x-content-type-options': 'nosniff'
	};
	const span = readRange(range, bytes.byteLength);
	if (!span) return new Response(bytes, { headers: { ...headers, 'content-length': `${bytes.byteLength}` } });
	const piece = { ...headers, ...rangeHeaders(span, bytes.byteLength) };
	return span === 'outside'
		? new Response(null, { status: 416, headers: piece })
		: new Response(bytes.slice(span.from, span.to + 1), { status: 206, headers: piece });
}
