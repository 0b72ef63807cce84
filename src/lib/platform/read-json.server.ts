import { readBytes } from './read-bytes.server.ts';
import { ok, refuse, type Result } from './result.ts';

export type Unreadable = { tag: 'too_large' } | { tag: 'not_json' };

/** Reads a JSON body of at most `limit` bytes. */
export async function readJson(request: Request, limit: number): Promise<Result<unknown, Unreadable>> {
	const bytes = await readBytes(request, limit);
	if (!bytes.ok) return bytes;
	try {
		return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value)));
	} catch {
		return refuse({ tag: 'not_json' });
	}
}
