import { ok, refuse, type Result } from './result.ts';

/** Reads a body of at most `limit` bytes. It stops reading at the limit, so that a larger one costs nothing. */
export async function readBytes(
	request: Request,
	limit: number
): Promise<Result<Buffer, { tag: 'too_large' }>> {
	if (Number(request.headers.get('content-length') ?? 0) > limit) return refuse({ tag: 'too_large' });
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body ?? []) {
		size += chunk.byteLength;
		if (size > limit) return refuse({ tag: 'too_large' });
		chunks.push(chunk);
	}
	return ok(Buffer.concat(chunks));
}
