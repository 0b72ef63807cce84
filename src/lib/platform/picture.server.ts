import sharp, { type Metadata } from 'sharp';

// The server has two cores and 300 MB for a thousand phones: one picture at a time, nothing kept in between.
sharp.cache(false);
sharp.concurrency(1);
let last: Promise<unknown> = Promise.resolve();

/** Runs work on a picture when the one before it is done, whoever sent it. */
export function onePictureAtATime<T>(work: () => Promise<T>): Promise<T> {
	const mine = last.then(work, work);
	last = mine.catch(() => undefined);
	return mine;
}

/** What a file is by its first bytes, never by its name: SVG and everything else is nothing. */
export function pictureKind(b: Uint8Array): 'jpeg' | 'png' | 'webp' | 'heif' | undefined {
	const text = (from: number, to: number) => String.fromCharCode(...b.subarray(from, to));
	if (b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff) return 'jpeg';
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
	return text(4, 8) === 'ftyp' && ['avif', 'avis', 'heic', 'heix', 'mif1', 'msf1'].includes(text(8, 12))
		? 'heif'
		: undefined;
}

/** A 50-megapixel phone camera; a JPEG of that size is shrunk while it is read. */
export const PIXELS_MAX = 52_000_000;
/** PNG, WebP and HEIF are unpacked whole: a few kilobytes may hold hundreds of megapixels. */
const PIXELS_MAX_WHOLE = 24_000_000;

/** Whether a picture has more pixels than this machine has room for, by what its head says. */
export const isTooLarge = ({
	format,
	width,
	height
}: Pick<Metadata, 'format' | 'width' | 'height'>): boolean =>
	width * height > (format === 'jpeg' ? PIXELS_MAX : PIXELS_MAX_WHOLE);
