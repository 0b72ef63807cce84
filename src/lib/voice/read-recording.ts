/**
 * What a recording is, read from its own bytes: nothing that a browser or a form says of it is believed. Opus in WebM
 * (Chromium, Firefox on Android) or in Ogg (Firefox); one sound track, no pictures.
 */
import { ok, refuse, type Result } from '../platform/result.ts';

/** Bytes of a card at most: 90 seconds at 24 kbit/s are 270,000. */
export const MOST_BYTES = 300_000;
/** Milliseconds of a card at most. */
export const MOST_MS = 90_000;

export interface ReadRecording {
	type: 'audio/webm' | 'audio/ogg';
	/** Rounded up to a whole frame. */
	ms: number;
}
/**
 * Nothing came · over {@link MOST_BYTES} · neither WebM nor Ogg · not Opus, or not sound alone · cut off or damaged ·
 * over {@link MOST_MS}.
 */
export type RecordingFault = { tag: 'empty' | 'big' | 'kind' | 'codec' | 'broken' | 'long' };
type Read = Result<ReadRecording, RecordingFault>;

export function readRecording(bytes: Uint8Array): Read {
	if (bytes.length === 0) return refuse({ tag: 'empty' });
	if (bytes.length > MOST_BYTES) return refuse({ tag: 'big' });
	const read = startsWith(bytes, [0x1a, 0x45, 0xdf, 0xa3])
		? readWebm(bytes)
		: startsWith(bytes, ascii('OggS'))
			? readOgg(bytes)
			: refuse<RecordingFault>({ tag: 'kind' });
	if (!read.ok) return read;
	if (read.value.ms <= 0) return refuse({ tag: 'empty' });
	return read.value.ms > MOST_MS ? refuse({ tag: 'long' }) : read;
}

const ascii = (text: string) => [...text].map((c) => c.charCodeAt(0));
const startsWith = (bytes: Uint8Array, start: readonly number[], from = 0) =>
	start.every((byte, i) => bytes[from + i] === byte);
const textAt = (bytes: Uint8Array, from: number, to: number) =>
	String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 32))).replace(/\0+$/, '');

/* WebM: elements in elements (RFC 8794, RFC 9559). A recorder writes as it goes, so that segment and clusters may have no
   size: they are simply entered, and all others are passed over by theirs. */

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const ENTERED = new Set([
	SEGMENT,
	CLUSTER,
	0x1654ae6b /* Tracks */,
	0xae /* Entry */,
	0x1549a966 /* Info */,
	0xa0
]);
const DOC_TYPE = 0x4282;
const EBML = 0x1a45dfa3;
const TRACK_NUMBER_OF_BLOCK = 1;
const [TRACK_TYPE, CODEC, SCALE, TIME, SIMPLE_BLOCK, BLOCK] = [0x83, 0x86, 0x2ad7b1, 0xe7, 0xa3, 0xa1];
/** A packet of Opus is 20 ms as recorders make it, 120 at most. */
const PACKET = 20;

/** @returns the number and where it ends; nothing where the bytes end before it. `unknown`: all ones, a size left open */
function vint(bytes: Uint8Array, at: number, keepMarker: boolean, most: number) {
	const first = bytes[at];
	if (!first) return undefined;
	const length = Math.clz32(first) - 23;
	if (length > most || at + length > bytes.length) return undefined;
	let value = keepMarker ? first : first & (0xff >> length);
	let ones = (first | (0xff << (8 - length))) & 0xff;
	for (let i = 1; i < length; i++) {
		value = value * 256 + bytes[at + i]!;
		ones &= bytes[at + i]!;
	}
	return { value, end: at + length, unknown: ones === 0xff };
}

function unsigned(bytes: Uint8Array, from: number, to: number): number {
	let value = 0;
	for (let at = from; at < Math.min(to, from + 8); at++) value = value * 256 + bytes[at]!;
	return value;
}

function readWebm(bytes: Uint8Array): Read {
	let at = 0;
	let docType = '';
	let tracks = 0;
	let codec = '';
	let sound = true;
	let scale = 1_000_000;
	let cluster = 0;
	let last = -1;
	while (at < bytes.length) {
		const id = vint(bytes, at, true, 4);
		const size = id && vint(bytes, id.end, false, 8);
		if (!id || !size) return refuse({ tag: 'broken' });
		const { end: from } = size;
		const entered = ENTERED.has(id.value) || id.value === EBML;
		const to = size.unknown ? bytes.length : from + size.value;
		if (size.unknown && id.value !== SEGMENT && id.value !== CLUSTER) return refuse({ tag: 'broken' });
		if (to > bytes.length) return refuse({ tag: 'broken' });
		if (id.value === DOC_TYPE) docType = textAt(bytes, from, to);
		if (id.value === 0xae) tracks++;
		if (id.value === TRACK_TYPE) sound &&= unsigned(bytes, from, to) === 2;
		if (id.value === CODEC) codec = textAt(bytes, from, to);
		if (id.value === SCALE) scale = unsigned(bytes, from, to);
		if (id.value === TIME) cluster = unsigned(bytes, from, to);
		if (id.value === SIMPLE_BLOCK || id.value === BLOCK) {
			if (to - from < TRACK_NUMBER_OF_BLOCK + 4) return refuse({ tag: 'broken' });
			const relative = ((bytes[from + 1]! << 24) >> 16) | bytes[from + 2]!;
			last = Math.max(last, cluster + relative);
		}
		at = entered ? from : to;
	}
	if (docType !== 'webm') return refuse({ tag: 'kind' });
	if (tracks !== 1 || !sound || codec !== 'A_OPUS') return refuse({ tag: 'codec' });
	if (last < 0) return refuse({ tag: 'empty' });
	if (!(scale > 0)) return refuse({ tag: 'broken' });
	return ok({ type: 'audio/webm', ms: Math.ceil((last * scale) / 1_000_000) + PACKET });
}

/* Ogg: pages of one stream (RFC 3533), Opus inside (RFC 7845). */

function readOgg(bytes: Uint8Array): Read {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let at = 0;
	let serial: number | undefined;
	let skip = 0;
	let samples = 0;
	while (at < bytes.length) {
		if (at + 27 > bytes.length || !startsWith(bytes, ascii('OggS'), at) || bytes[at + 4] !== 0)
			return refuse({ tag: 'broken' });
		const segments = bytes[at + 26]!;
		const from = at + 27 + segments;
		if (from > bytes.length) return refuse({ tag: 'broken' });
		const to = bytes.subarray(at + 27, from).reduce((end, lace) => end + lace, from);
		if (to > bytes.length) return refuse({ tag: 'broken' });
		const its = view.getUint32(at + 14, true);
		if (serial === undefined) {
			serial = its;
			if (to - from < 19 || !startsWith(bytes, ascii('OpusHead'), from)) return refuse({ tag: 'codec' });
			skip = view.getUint16(from + 10, true);
		}
		// A second stream beside or after the first: pictures, or another song.
		else if (its !== serial) return refuse({ tag: 'codec' });
		const position = view.getBigInt64(at + 6, true);
		// −1: no packet ends on this page.
		if (position < -1n || position > 1n << 40n) return refuse({ tag: 'broken' });
		samples = Math.max(samples, Number(position));
		at = to;
	}
	return ok({ type: 'audio/ogg', ms: Math.ceil(Math.max(0, samples - skip) / 48) });
}
