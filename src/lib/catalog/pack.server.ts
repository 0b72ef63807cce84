import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Smaller by less than a tenth is not worth a phone's work. */
const GAIN = 0.9;

/** Compresses once, as well as it can be done: the bytes are served for weeks. Nothing where it gains nothing. */
export async function pack(raw: Uint8Array): Promise<{ br: Uint8Array | null; gz: Uint8Array | null }> {
	const options = {
		params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length }
	};
	const [br, gz] = await Promise.all([brotli(raw, options), gzipped(raw, { level: 9 })]);
	return { br: br.length < raw.length * GAIN ? br : null, gz: gz.length < raw.length * GAIN ? gz : null };
}
