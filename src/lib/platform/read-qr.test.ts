import qrcode from 'qrcode';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readQr } from './read-qr.server.ts';

/** A code in the corner of a white picture. */
async function photo(side: number, as: 'png' | 'jpeg'): Promise<Buffer> {
	const code = await qrcode.toBuffer('https://qadam.example/ur/badge/x', { width: Math.round(side / 2) });
	const white = sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } });
	return white
		.composite([{ input: code, top: 0, left: 0 }])
		.toFormat(as)
		.toBuffer();
}

test('what is unpacked whole is not opened beyond what the server has room for', async () => {
	expect(await readQr(await photo(1200, 'png'))).toContain('/badge/x');
	expect(await readQr(await photo(5000, 'jpeg'))).toContain('/badge/x');
	expect(await readQr(await photo(5000, 'png'))).toBeUndefined();
});
