import { ok, refuse, type Result } from './result.ts';

export type Unreadable = { tag: 'too_large' } | { tag: 'not_json' };

/**
 * Reads a JSON body of at most `limit` bytes. It stops reading at the limit, so that a larger one costs nothing.
 */
export async function readJson(request: Request, limit: number): Promise<Result<unknown, Unreadable>> {
	if (Number(request.headers.get('content-length') ?? 0) > limit) return refuse({ tag: 'too_large' });
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body ?? []) {
		size += chunk.byteLength;
		if (size > limit) return refuse({ tag: 'too_large' });
		chunks.push(chunk);
	}
	try {
		return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))));
	} catch {
		return refuse({ tag: 'not_json' });
	}
}
