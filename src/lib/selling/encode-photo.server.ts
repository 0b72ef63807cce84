import sharp from 'sharp';
import { sha256HexSync } from '../platform/hash.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Bytes } from './photo.repository.server.ts';

export const PHOTO_BYTES_MAX = 8 * 1024 * 1024;
const LARGE = 1600;
const SMALL = 480;
/** A 50-megapixel phone camera; a JPEG of that size is shrunk while it is read. */
const PIXELS_MAX = 52_000_000;
/** PNG, WebP and HEIF are unpacked whole: a few kilobytes may hold hundreds of megapixels. */
const PIXELS_MAX_WHOLE = 24_000_000;

export type PhotoRefusal =
	{ tag: 'empty' } | { tag: 'too-big' } | { tag: 'not-a-picture' } | { tag: 'too-many-pixels' };

export interface EncodedPhoto {
	large: Bytes;
	small: Bytes;
	width: number;
	height: number;
}

// The server has two cores and 300 MB for a thousand phones: one picture at a time, nothing kept in between.
sharp.cache(false);
sharp.concurrency(1);
let last: Promise<unknown> = Promise.resolve();
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
	const mine = last.then(work, work);
	last = mine.catch(() => undefined);
	return mine;
}

/**
 * A picture as a stranger may see it: turned upright, at most 1600 px, WebP, without a trace of camera, place or time.
 * What it is decided by its content, never by its name; SVG and everything else is refused.
 */
export const encodePhoto = (input: Uint8Array): Promise<Result<EncodedPhoto, PhotoRefusal>> =>
	oneAtATime(async () => {
		if (input.byteLength === 0) return refuse({ tag: 'empty' });
		if (input.byteLength > PHOTO_BYTES_MAX) return refuse({ tag: 'too-big' });
		if (!looksLikePhoto(input)) return refuse({ tag: 'not-a-picture' });
		try {
			const { format, width, height } = await open(input).metadata();
			if (width * height > (format === 'jpeg' ? PIXELS_MAX : PIXELS_MAX_WHOLE))
				return refuse({ tag: 'too-many-pixels' });
			const large = await open(input)
				.autoOrient()
				.resize({ width: LARGE, height: LARGE, fit: 'inside', withoutEnlargement: true })
				.webp({ quality: 74, effort: 4 })
				.toBuffer({ resolveWithObject: true });
			const small = await sharp(large.data)
				.resize({ width: SMALL, height: SMALL, fit: 'inside', withoutEnlargement: true })
				.webp({ quality: 68, effort: 4 })
				.toBuffer();
			return ok({
				large: webp(large.data),
				small: webp(small),
				width: large.info.width,
				height: large.info.height
			});
		} catch {
			// sharp throws for what a person can cause: a torn file, a format this machine cannot read.
			return refuse({ tag: 'not-a-picture' });
		}
	});

const open = (input: Uint8Array) => sharp(input, { limitInputPixels: PIXELS_MAX, failOn: 'error', pages: 1 });

const webp = (bytes: Buffer): Bytes => ({ type: 'image/webp', sha256: sha256HexSync(bytes), bytes });

/** JPEG, PNG, WebP, or the family of HEIF (AVIF, and HEIC where the machine can read it). */
function looksLikePhoto(b: Uint8Array): boolean {
	const text = (from: number, to: number) => String.fromCharCode(...b.subarray(from, to));
	if (b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff) return true;
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return true;
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return true;
	return text(4, 8) === 'ftyp' && ['avif', 'avis', 'heic', 'heix', 'mif1', 'msf1'].includes(text(8, 12));
}
