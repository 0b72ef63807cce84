import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { findBadge } from './verify-find.server.ts';

/** A checksum is not looked at. */
function chunk(type: string, data: Buffer): Buffer {
	const head = Buffer.alloc(8);
	head.writeUInt32BE(data.length);
	head.write(type, 4, 'latin1');
	return Buffer.concat([head, data, Buffer.alloc(4)]);
}

const several = { ok: false, refusal: { verdict: 'not_badge', tag: 'several_credentials' } };

/** Files within the limit that were made to keep the server busy: nobody needs a key to bring one. */
describe('a picture of thousands of credentials costs no more than one of two', () => {
	test.each([
		['that never end', '<credential><![CDATA['],
		['without a text', '<credential>']
	])('SVG, %s', (_, one) => {
		const svg = `<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0">${one.repeat(200_000)}`;
		const began = performance.now();
		expect(findBadge(Buffer.from(svg))).toMatchObject(several);
		expect(performance.now() - began).toBeLessThan(1000);
	});

	test('PNG, packed', () => {
		const packed = deflateSync(Buffer.alloc(60_000, ' '));
		const text = Buffer.concat([Buffer.from('openbadgecredential\0\u0001\0\0\0', 'latin1'), packed]);
		const one = chunk('iTXt', text);
		const png = Buffer.concat([
			Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
			...Array.from({ length: 30_000 }, () => one)
		]);
		const began = performance.now();
		expect(findBadge(png)).toMatchObject(several);
		expect(performance.now() - began).toBeLessThan(500);
	});
});
