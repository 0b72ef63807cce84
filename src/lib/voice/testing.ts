/** Recordings as a recorder writes them, made by hand: what a test changes in them is a fault that a stranger may send. */

const bytes = (...parts: (number | readonly number[] | Uint8Array | string)[]): number[] =>
	parts.flatMap((part) =>
		typeof part === 'number' ? [part] : typeof part === 'string' ? [...Buffer.from(part)] : [...part]
	);
/** An element of WebM with its size in four bytes; `open` leaves the size unknown, as a recorder that goes on does. */
export const element = (id: readonly number[], content: readonly number[], open = false): number[] =>
	open
		? bytes(id, [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], content)
		: bytes(
				id,
				[0x10 | (content.length >>> 24), content.length >>> 16, content.length >>> 8, content.length].map(
					(b) => b & 0xff
				),
				content
			);

const SEGMENT = [0x18, 0x53, 0x80, 0x67];
const CLUSTER = [0x1f, 0x43, 0xb6, 0x75];

export interface Webm {
	codec?: string;
	docType?: string;
	trackType?: number;
	tracks?: number;
	/** Milliseconds at which each cluster begins; in each, a block every 20 ms for a second. */
	clusters?: number[];
	/** Tells recordings apart that are otherwise the same. */
	seed?: number;
}

export function webm({
	codec = 'A_OPUS',
	docType = 'webm',
	trackType = 2,
	tracks = 1,
	clusters = [0],
	seed = 0
}: Webm = {}): Uint8Array {
	const header = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], bytes(docType)));
	const entry = element(
		[0xae],
		[
			...element([0xd7], [1]),
			...element([0x83], [trackType]),
			...element([0x86], bytes(codec)),
			...element([0x63, 0xa2], bytes('OpusHead'))
		]
	);
	const info = element([0x15, 0x49, 0xa9, 0x66], element([0x2a, 0xd7, 0xb1], [0x0f, 0x42, 0x40]));
	const all = Array.from({ length: tracks }, () => entry).flat();
	const blocks = Array.from({ length: 50 }, (_, i) =>
		element([0xa3], [0x81, (i * 20) >> 8, (i * 20) & 0xff, 0x80, seed & 0xff, seed >> 8])
	).flat();
	const sound = clusters.flatMap((at) =>
		element(CLUSTER, [...element([0xe7], [at >>> 16, (at >>> 8) & 0xff, at & 0xff]), ...blocks], true)
	);
	const segment = element(SEGMENT, [...info, ...element([0x16, 0x54, 0xae, 0x6b], all), ...sound], true);
	return Uint8Array.from([...header, ...segment]);
}

/** One page of Ogg. `position`: samples at 48 kHz that are complete with it. */
export function oggPage(position: bigint, content: readonly number[], serial = 7): number[] {
	const page = Buffer.alloc(27);
	page.write('OggS');
	page.writeBigInt64LE(position, 6);
	page.writeUInt32LE(serial, 14);
	const laces = [...Array<number>(Math.floor(content.length / 255)).fill(255), content.length % 255];
	page[26] = laces.length;
	return [...page, ...laces, ...content];
}

/** @param ms of sound; 312 samples are skipped, as encoders write it */
export function ogg(ms: number, head = 'OpusHead'): Uint8Array {
	const first = [...Buffer.from(head), 1, 1, 312 & 0xff, 312 >> 8, 0x80, 0xbb, 0, 0, 0, 0, 0];
	return Uint8Array.from([
		...oggPage(0n, first),
		...oggPage(0n, [...Buffer.from('OpusTags')]),
		...oggPage(BigInt(ms * 48 + 312), Array<number>(300).fill(1))
	]);
}
