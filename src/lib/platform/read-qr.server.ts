import jsQR from 'jsqr';
import sharp from 'sharp';
import { isTooLarge, onePictureAtATime, pictureKind, PIXELS_MAX } from './picture.server.ts';

/** Pixels of the longer side that is looked at: enough for a code that fills a third of a photo. */
const EDGE = 1000;

/**
 * What the QR code on a picture says: paper that somebody photographed, or a badge's picture that a chat pressed anew and
 * so robbed of its file. One picture at a time; SVG and everything that is no photo is not opened.
 * @returns undefined where there is none, or the picture cannot be read
 */
export const readQr = (picture: Uint8Array): Promise<string | undefined> =>
	onePictureAtATime(async () => {
		if (!pictureKind(picture)) return undefined;
		try {
			const opened = sharp(picture, { limitInputPixels: PIXELS_MAX, failOn: 'error', pages: 1 });
			if (isTooLarge(await opened.metadata())) return undefined;
			const { data, info } = await opened
				.autoOrient()
				.resize({ width: EDGE, height: EDGE, fit: 'inside', withoutEnlargement: true })
				.flatten({ background: '#fff' })
				.toColourspace('srgb')
				.ensureAlpha()
				.raw()
				.toBuffer({ resolveWithObject: true });
			const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
			return jsQR(pixels, info.width, info.height)?.data || undefined;
		} catch {
			// sharp throws for what a person can cause: a torn file, a format this machine cannot read.
			return undefined;
		}
	});
