import { rangeHeaders, readRange } from '../platform/byte-range.ts';

/**
 * Bytes that never change, whole or the piece that was asked for (RFC 9110, 14). `If-Range` names another tag: whole.
 * @param tag strong: it stands for the bytes
 */
export function serveSpan(
	request: Request,
	{ type, bytes, tag }: { type: string; bytes: Uint8Array; tag: string },
	headers: Record<string, string>
): Response {
	const etag = `"${tag}"`;
	const all = {
		'content-type': type,
		'accept-ranges': 'bytes',
		'x-content-type-options': 'nosniff',
		'content-security-policy': "default-src 'none'; sandbox",
		etag,
		...headers
	};
	if (request.headers.get('if-none-match')?.includes(etag))
		return new Response(null, { status: 304, headers: all });
	const only = request.headers.get('if-range');
	const span =
		only === null || only === etag ? readRange(request.headers.get('range'), bytes.length) : undefined;
	if (span === undefined)
		return new Response(bytes as Uint8Array<ArrayBuffer>, {
			headers: { ...all, 'content-length': `${bytes.length}` }
		});
	const piece = rangeHeaders(span, bytes.length);
	// What is not there now is nothing to be remembered.
	if (span === 'outside')
		return new Response(null, { status: 416, headers: { ...all, ...piece, 'cache-control': 'no-store' } });
	return new Response(bytes.slice(span.from, span.to + 1), { status: 206, headers: { ...all, ...piece } });
}
