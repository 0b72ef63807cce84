/** A piece of a body, both ends included (RFC 9110, 14.1.2). */
export interface Span {
	from: number;
	to: number;
}

/**
 * What a `Range` header asks of a body of so many bytes. The same on the server and in the service worker, which answers
 * for what is kept. A header that is none, or asks for several pieces, is passed over: the whole body is a right answer.
 * @returns the piece · undefined: the whole body · `outside`: there is no such piece (416)
 */
export function readRange(header: string | null | undefined, size: number): Span | 'outside' | undefined {
	const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
	if (!asked || (!asked[1] && !asked[2])) return undefined;
	if (!asked[1]) {
		const last = Number(asked[2]);
		return last && size ? { from: Math.max(0, size - last), to: size - 1 } : 'outside';
	}
	const from = Number(asked[1]);
	const to = asked[2] ? Number(asked[2]) : size - 1;
	if (asked[2] && to < from) return undefined;
	return from < size ? { from, to: Math.min(to, size - 1) } : 'outside';
}

/** Headers of an answer with this piece, or with none (`outside`). */
export const rangeHeaders = (span: Span | 'outside', size: number): Record<string, string> =>
	span === 'outside'
		? { 'content-range': `bytes */${size}` }
		: {
				'content-range': `bytes ${span.from}-${span.to}/${size}`,
				'content-length': `${span.to - span.from + 1}`
			};
