import sharp from 'sharp';
import { sha256HexSync } from '../platform/hash.server.ts';
import { isTooLarge, onePictureAtATime, pictureKind, PIXELS_MAX } from '../platform/picture.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Bytes } from './photo.repository.server.ts';

export const PHOTO_BYTES_MAX = 8 * 1024 * 1024;
const LARGE = 1600;
const SMALL = 480;

export type PhotoRefusal =
	{ tag: 'empty' } | { tag: 'too-big' } | { tag: 'not-a-picture' } | { tag: 'too-many-pixels' };

export interface EncodedPhoto {
	large: Bytes;
	small: Bytes;
	width: number;
	height: number;
}

/**
 * A picture as a stranger may see it: turned upright, at most 1600 px, WebP, without a trace of camera, place or time.
 * What it is decided by its content, never by its name; SVG and everything else is refused.
 */
export const encodePhoto = (input: Uint8Array): Promise<Result<EncodedPhoto, PhotoRefusal>> =>
	onePictureAtATime(async () => {
		if (input.byteLength === 0) return refuse({ tag: 'empty' });
		if (input.byteLength > PHOTO_BYTES_MAX) return refuse({ tag: 'too-big' });
		if (!pictureKind(input)) return refuse({ tag: 'not-a-picture' });
		try {
			if (isTooLarge(await open(input).metadata())) return refuse({ tag: 'too-many-pixels' });
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
