import type { Db } from '../platform/db.server.ts';
import { findFormerPart } from './catalog.repository.server.ts';
import { etagOf, type PublishedPart } from './published.server.ts';
import { answerWith } from './serve-published.server.ts';

/** Scripts of ours carry a hash in their name, so an address is the same bytes for ever. */
const SCRIPT = /^\/i\/[\w.-]{1,80}\.js$/;

/**
 * A script that the current editions have no more, from a former one: a page that is open, or kept on a phone, still asks
 * for it after an upgrade. Asked only where neither the published parts nor this build have the address.
 */
export async function serveFormer(db: Db, request: Request, url: URL): Promise<Response | undefined> {
	if ((request.method !== 'GET' && request.method !== 'HEAD') || !SCRIPT.test(url.pathname)) return undefined;
	const found = await findFormerPart(db, url.pathname);
	if (!found) return undefined;
	const { sha256, headers, raw, br, gz } = found;
	const part: PublishedPart = {
		sha256,
		etag: etagOf(sha256),
		headers: JSON.parse(headers) as Record<string, string>,
		raw,
		br,
		gz
	};
	return answerWith(part, request);
}
