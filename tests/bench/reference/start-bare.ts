import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { startChild } from '../../support/child.ts';

export interface BareFile {
	body: string | Buffer;
	type: string;
	/** Sent as it is, without saying that it is compressed. */
	plain?: boolean;
	/** Already compressed with brotli; otherwise it is compressed here, once. */
	compressed?: boolean;
	headers?: Record<string, string>;
}

/** A bare server with these files, each by its path. */
export async function startBare(
	files: Record<string, BareFile>
): Promise<{ url: string; stop(): Promise<void> }> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-bare-'));
	const listed: Record<string, object> = {};
	for (const [n, [path, { body, type, plain, compressed, headers }]] of Object.entries(files).entries()) {
		writeFileSync(join(folder, `${n}`), plain || compressed ? body : brotliCompressSync(body));
		const encoding = plain ? {} : { 'content-encoding': 'br' };
		listed[path] = { file: `${n}`, headers: { 'content-type': type, ...encoding, ...headers } };
	}
	writeFileSync(join(folder, 'files.json'), JSON.stringify(listed));
	const script = fileURLToPath(new URL('bare-server.ts', import.meta.url));
	const child = await startChild(process.execPath, [script, folder], {}, /bare (http:\S+)/);
	return {
		url: child.said,
		stop: async () => {
			await child.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}
