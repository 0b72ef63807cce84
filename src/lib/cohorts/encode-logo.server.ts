import sharp from 'sharp';
import { onePictureAtATime, pictureKind } from '../platform/picture.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';

const BYTES_MAX = 4 * 1024 * 1024;
const PIXELS_MAX = 24_000_000;
/** Sharp in print at the size of a certificate's head: 70 mm at 300 dots an inch. */
const WIDTH = 840;
const HEIGHT = 420;

export type LogoRefusal = { tag: 'logo_empty' | 'logo_big' | 'logo_kind' };

/**
 * A logo as it is kept: PNG, JPEG or WebP by its content, drawn anew without anything hidden in it, see-through where it
 * was.
 */
export const encodeLogo = (input: Uint8Array): Promise<Result<Uint8Array, LogoRefusal>> =>
	onePictureAtATime(async () => {
		if (input.byteLength === 0) return refuse({ tag: 'logo_empty' });
		if (input.byteLength > BYTES_MAX) return refuse({ tag: 'logo_big' });
		const kind = pictureKind(input);
		if (!kind || kind === 'heif') return refuse({ tag: 'logo_kind' });
		try {
			const bytes = await sharp(input, { limitInputPixels: PIXELS_MAX, failOn: 'error', pages: 1 })
				.autoOrient()
				.resize({ width: WIDTH, height: HEIGHT, fit: 'inside', withoutEnlargement: true })
				.webp({ quality: 90, effort: 4 })
				.toBuffer();
			return ok(new Uint8Array(bytes));
		} catch {
			// sharp throws for what a person can cause: a torn file, or one that unpacks to too many pixels.
			return refuse({ tag: 'logo_kind' });
		}
	});

export const LOGO_TYPE = 'image/webp';
