import { findPublished, type PublishedPart } from './published.server.ts';

/** Sent by the publisher when it renders: what is being made anew must not come from memory. */
export const INTERNAL_HEADER = 'x-qadam-internal';

/** SHA-256 of the plain bytes, on every published answer. */
export const PART_HEADER = 'x-qadam-part';

type Coding = 'br' | 'gzip' | 'identity';

/** RFC 9110, 12.5.3: brotli where it is welcome, then gzip. */
function codingFor(accept: string | null, part: PublishedPart): Coding {
	const welcome = (name: string): boolean => {
		for (const item of (accept ?? '').toLowerCase().split(',')) {
			const [coding, ...parameters] = item.split(';').map((s) => s.trim());
			if (coding === name) return !parameters.some((p) => /^q=0(?:\.0*)?$/.test(p));
		}
		return false;
	};
	if (part.br && welcome('br')) return 'br';
	return part.gz && welcome('gzip') ? 'gzip' : 'identity';
}

/** A strong tag names one representation: the same page in another coding has another. */
const tagOf = ({ etag }: PublishedPart, coding: Coding): string =>
	coding === 'identity' ? etag : `${etag.slice(0, -1)}-${coding}"`;

/** RFC 9110, 13.1.2: any of our tags for these bytes will do, in whatever coding they came. */
const matches = (ifNoneMatch: string | null, { etag }: PublishedPart): boolean =>
	ifNoneMatch !== null && (ifNoneMatch.trim() === '*' || ifNoneMatch.includes(etag.slice(0, -1)));

/**
 * Answers from the published bytes, or not at all: other methods, other addresses, a query, the publisher's own request.
 */
export function servePublished(request: Request, url: URL = new URL(request.url)): Response | undefined {
	const { method, headers: asked } = request;
	if ((method !== 'GET' && method !== 'HEAD') || asked.has(INTERNAL_HEADER)) return undefined;
	const part = findPublished(url.pathname + url.search);
	return part && answerWith(part, request);
}

/** These bytes, in the coding that is welcome, or the word that the phone has them. */
export function answerWith(part: PublishedPart, { method, headers: asked }: Request): Response {
	const coding = codingFor(asked.get('accept-encoding'), part);
	const headers = new Headers(part.headers);
	headers.set('etag', tagOf(part, coding));
	// What a phone keeps is known by its bytes, whatever edition they came with (C2).
	headers.set(PART_HEADER, part.sha256);
	headers.set('vary', 'Accept-Encoding');
	if (matches(asked.get('if-none-match'), part)) {
		headers.delete('content-type');
		return new Response(null, { status: 304, headers });
	}
	const bytes = coding === 'br' ? part.br! : coding === 'gzip' ? part.gz! : part.raw;
	if (coding !== 'identity') headers.set('content-encoding', coding);
	headers.set('content-length', String(bytes.byteLength));
	return new Response(method === 'HEAD' ? null : (bytes as Uint8Array<ArrayBuffer>), { headers });
}
