import { crc32 } from 'node:zlib';

/** Signature and header of a PNG; the texts may stand anywhere after. */
const HEADER = 8 + 25;
/** iTXt: keyword 0, not packed, method, no language 0, no translated keyword 0. */
const KEYWORD = Buffer.from('openbadgecredential\0\0\0\0\0', 'latin1');

/** B6. Puts a credential into a PNG, as Open Badges 3.0 bakes it (https://www.imsglobal.org/spec/ob/v3p0#png). */
export function bakePng(png: Buffer, credential: object): Buffer {
	const body = Buffer.concat([Buffer.from('iTXt'), KEYWORD, Buffer.from(JSON.stringify(credential))]);
	const chunk = Buffer.alloc(body.length + 8);
	chunk.writeUInt32BE(body.length - 4);
	body.copy(chunk, 4);
	chunk.writeUInt32BE(crc32(body), body.length + 4);
	return Buffer.concat([png.subarray(0, HEADER), chunk, png.subarray(HEADER)]);
}
