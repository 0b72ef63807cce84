import jsQR from 'jsqr';

/** Pixels of one square. */
const SCALE = 4;

/**
 * Reads a QR code as a phone's camera would, from the drawing on the page.
 * @param size squares of one side, with the quiet zone
 * @param path `d` of the drawing: one `M<x> <y>h1v1h-1z` for each dark square
 * @returns what it says; throws when no reader could read it
 */
export function readQr({ size, path }: { size: number; path: string }): string {
	const side = size * SCALE;
	const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
	for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g))
		for (let dy = 0; dy < SCALE; dy++)
			for (let dx = 0; dx < SCALE; dx++) {
				const at = ((Number(y) * SCALE + dy) * side + Number(x) * SCALE + dx) * 4;
				pixels.fill(0, at, at + 3);
			}
	const read = jsQR(pixels, side, side);
	if (!read) throw new Error('a QR code that cannot be read');
	return read.data;
}
