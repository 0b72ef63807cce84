import { describe, expect, test } from 'vitest';
import { MOST_BYTES, readRecording } from './read-recording.ts';
import { element, ogg, oggPage, webm } from './testing.ts';

const tag = (bytes: Uint8Array) => {
	const read = readRecording(bytes);
	return read.ok ? read.value : read.refusal.tag;
};

test('Opus in WebM as a recorder writes it, without sizes: its length is that of its blocks', () => {
	expect(tag(webm())).toEqual({ type: 'audio/webm', ms: 1000 });
	expect(tag(webm({ clusters: [0, 1000, 11_500] }))).toEqual({ type: 'audio/webm', ms: 12_500 });
});

test('Opus in Ogg: its length is its last sample, without what is skipped', () => {
	expect(tag(ogg(4000))).toEqual({ type: 'audio/ogg', ms: 4000 });
});

test('what is too long, too large or empty is named', () => {
	expect(tag(new Uint8Array())).toBe('empty');
	expect(tag(webm({ clusters: [89_500] }))).toBe('long');
	expect(tag(webm({ clusters: [] }))).toBe('empty');
	expect(tag(ogg(90_001))).toBe('long');
	expect(tag(ogg(0))).toBe('empty');
	const large = new Uint8Array(MOST_BYTES + 1);
	large.set(webm());
	expect(tag(large)).toBe('big');
});

describe('what is not a recording, whatever it is called', () => {
	const text = (words: string) => Uint8Array.from(Buffer.from(words));
	test.each<[string, Uint8Array, string]>([
		['a page', text('<!doctype html><script>alert(1)</script>'), 'kind'],
		['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'kind'],
		['an MP4 of a telephone', text('\0\0\0 ftypisom'), 'kind'],
		['an MP3', text('ID3\u0003'), 'kind'],
		['a Matroska film', webm({ docType: 'matroska' }), 'kind'],
		['Vorbis in WebM', webm({ codec: 'A_VORBIS' }), 'codec'],
		['a film in WebM', webm({ codec: 'V_VP8', trackType: 1 }), 'codec'],
		['a film that calls itself Opus', webm({ trackType: 1 }), 'codec'],
		['two tracks', webm({ tracks: 2 }), 'codec'],
		['no track', webm({ tracks: 0 }), 'codec'],
		['Vorbis in Ogg', ogg(1000, '\u0001vorbis '), 'codec'],
		['a second stream in Ogg', Uint8Array.from([...ogg(1000), ...oggPage(1n, [1], 8)]), 'codec'],
		['a time before all times', Uint8Array.from([...ogg(1000), ...oggPage(-5n, [1])]), 'broken'],
		['a time after all times', Uint8Array.from([...ogg(1000), ...oggPage(1n << 60n, [1])]), 'broken'],
		['bytes behind the last page', Uint8Array.from([...ogg(1000), 0x3c, 0x73]), 'broken'],
		['a size larger than the file', Uint8Array.from([...webm(), 0xec, 0x1f, 0xff, 0xff, 0xff, 0]), 'broken'],
		['an element without an id', Uint8Array.from([...webm(), 0, 0, 0, 0]), 'broken'],
		['a block without room for its time', Uint8Array.from([...webm(), ...element([0xa3], [1])]), 'broken'],
		['only the first four bytes', Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3]), 'broken']
	])('%s', (_, bytes, fault) => expect(tag(bytes)).toBe(fault));
});

test('cut off anywhere, or with any byte changed, it is read or refused, and never throws', () => {
	let seed = 1;
	const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
	for (const whole of [webm({ clusters: [0, 1000] }), ogg(2000)]) {
		for (let at = 0; at < whole.length; at += 3)
			expect(() => readRecording(whole.subarray(0, at))).not.toThrow();
		for (let i = 0; i < 3000; i++) {
			const hurt = whole.slice();
			for (let n = 0; n < 4; n++) hurt[random(hurt.length)] = random(256);
			const read = readRecording(hurt);
			if (read.ok) expect(read.value.ms).toBeGreaterThan(0);
		}
	}
});
