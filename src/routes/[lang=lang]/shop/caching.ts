/**
 * How a page of a shop may be kept: by any cache for a stranger; by the browser alone where a cookie came along, since the
 * answer may then carry one back.
 */
export const caching = (request: Request, seconds: number): string =>
	`${request.headers.has('cookie') ? 'private' : 'public'}, max-age=${seconds}`;
