import { beforeEach, expect, test } from 'vitest';
import { sha256HexSync } from '../platform/hash.server.ts';
import type { Ground } from './ground.ts';
import {
	dropVoice,
	findVoice,
	keepVoice,
	keptVoices,
	voiceStanding,
	askVoices,
	type Voices
} from './voices.ts';

const sound = (n: number) => new Uint8Array(1000).fill(n);
const named = (card: string, n: number, voice = 'ur') => ({
	card,
	said: `words-${card}`,
	voice,
	url: `/voice/${sha256HexSync(sound(n))}`,
	size: 1000,
	ms: 900
});
let list: Voices;
let files: Map<string, Uint8Array>;
let asked: string[];
let cache: Map<string, Response>;
let on: Ground;

beforeEach(() => {
	list = {
		course: 'tiny',
		lang: 'ur',
		cards: 9,
		recordings: [named('a', 1), named('b', 2), named('a', 3, 'skr')]
	};
	files = new Map([1, 2, 3].map((n) => [`/voice/${sha256HexSync(sound(n))}`, sound(n)]));
	asked = [];
	cache = new Map();
	on = {
		fetch: async (path: string) => {
			asked.push(path);
			if (path.startsWith('/api/')) return Response.json(list);
			const found = files.get(path);
			if (!found) throw new TypeError('no signal');
			return new Response(found as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'audio/webm' } });
		},
		open: async () => ({
			match: async (key: RequestInfo | URL) =>
				cache.get(String(key instanceof Request ? new URL(key.url).pathname : key))?.clone(),
			put: async (key: RequestInfo | URL, value: Response) => void cache.set(String(key), value),
			delete: async (key: RequestInfo | URL) => cache.delete(String(key)),
			keys: async () => [...cache.keys()].map((path) => new Request(`https://qadam.example${path}`))
		}),
		sha256: async (bytes: Uint8Array) => sha256HexSync(bytes),
		alone: <T>(work: () => Promise<T>) => work(),
		free: async () => 1e9
	} as unknown as Ground;
});
const keep = (voice = 'ur') => keepVoice('tiny', 'ur', voice, undefined, on);
const standing = async () => voiceStanding('tiny', 'ur', await askVoices('tiny', 'ur', on), on);

test('each voice is told with its size before anything comes; one that is kept is kept alone', async () => {
	expect(await standing()).toEqual([
		{ voice: 'ur', cards: 2, size: 2000, missing: 2000, asked: false },
		{ voice: 'skr', cards: 1, size: 1000, missing: 1000, asked: false }
	]);
	expect(asked).toEqual(['/api/voice/tiny/ur']);
	expect(await keep()).toEqual({ ok: true });
	expect(await standing()).toMatchObject([
		{ missing: 0, asked: true },
		{ missing: 1000, asked: false }
	]);
	expect((await keptVoices('tiny', 'ur', on)).map(({ card }) => card)).toEqual(['a', 'b']);
	expect(await keptVoices('tiny', 'en', on)).toEqual([]);
});

test('what came stays when the line breaks off, and is not fetched again', async () => {
	files.delete(list.recordings[1]!.url);
	expect(await keep()).toEqual({ ok: false, why: 'signal' });
	expect(await standing()).toMatchObject([{ missing: 1000, asked: true }, {}]);
	files.set(list.recordings[1]!.url, sound(2));
	asked = [];
	expect(await keep()).toEqual({ ok: true });
	expect(asked).not.toContain(list.recordings[0]!.url);
});

test('bytes that are not what their address says are not kept', async () => {
	files.set(list.recordings[0]!.url, sound(9));
	expect(await keep()).toEqual({ ok: false, why: 'part' });
	expect(await findVoice(list.recordings[0]!.url, null, on)).toBeUndefined();
});

test('a voice that goes takes along what no other needs; a retired recording goes with the next look', async () => {
	await keep();
	await keep('skr');
	list.recordings = list.recordings.slice(1);
	await keep();
	const paths = () => [...cache.keys()].filter((path) => path.startsWith('/voice/'));
	expect(paths()).toHaveLength(2);
	await dropVoice('tiny', 'ur', 'ur', on);
	expect(paths()).toEqual([named('a', 3).url]);
	expect(await keptVoices('tiny', 'ur', on)).toHaveLength(1);
});

test('a full phone is told before anything comes', async () => {
	on.free = async () => 1_000_500;
	expect(await keep()).toEqual({ ok: false, why: 'full' });
	expect(cache.size).toBe(0);
});

test('a kept recording is answered whole or in the piece that is asked for', async () => {
	await keep();
	const { url } = list.recordings[0]!;
	const whole = (await findVoice(url, null, on))!;
	expect([whole.status, whole.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
	const piece = (await findVoice(url, 'bytes=10-19', on))!;
	expect([piece.status, piece.headers.get('content-range')]).toEqual([206, 'bytes 10-19/1000']);
	expect((await piece.arrayBuffer()).byteLength).toBe(10);
	expect((await findVoice(url, 'bytes=1000-', on))!.status).toBe(416);
	expect(await findVoice('/voice/none', 'bytes=0-', on)).toBeUndefined();
});
