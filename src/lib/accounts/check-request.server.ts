import { isSameText } from '../platform/hash.server.ts';
import { hex } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { cookieOptions, FORM_COOKIE, SESSION_COOKIE, type Jar } from './cookies.server.ts';
import { decideRequest, doorOf } from './decide-request.ts';

/** The hidden field that every form of a personal page carries. */
export const FORM_FIELD = '_form';

export type RequestRefusal = { tag: 'foreign_request' } | { tag: 'form_token' };

const tokenFor = ({ secrets }: Pick<Services, 'secrets'>, cookie: string): string =>
	secrets.lookup('form', cookie).slice(0, 32);

/**
 * The token of this browser's forms: bound to the open session, or to a cookie of its own where none is open.
 * Call it for pages made for one person, never for published ones.
 */
export function formToken(services: Services, cookies: Jar): string {
	const bound = cookies.get(SESSION_COOKIE) ?? cookies.get(FORM_COOKIE);
	if (bound) return tokenFor(services, bound);
	const fresh = hex(services.random(16));
	cookies.set(FORM_COOKIE, fresh, cookieOptions(services));
	return tokenFor(services, fresh);
}

async function sentToken(request: Request): Promise<string | undefined> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return undefined;
	try {
		const token = (await request.clone().formData()).get(FORM_FIELD);
		return typeof token === 'string' ? token : undefined;
	} catch {
		// Not a form after all, or too large to read: it carries no token.
		return undefined;
	}
}

/**
 * K4. The request check, in the place of kit's. By headers where there are any; else by the token of the form, bound to
 * the session cookie that was sent, or to the form cookie where none was.
 */
export async function checkRequest(
	services: Services,
	request: Request,
	url: URL,
	cookies: Pick<Jar, 'get'>
): Promise<Result<null, RequestRefusal>> {
	const session = cookies.get(SESSION_COOKIE);
	const verdict = decideRequest({
		method: request.method,
		ownOrigin: url.origin,
		origin: request.headers.get('origin'),
		fetchSite: request.headers.get('sec-fetch-site'),
		referer: request.headers.get('referer'),
		hasSession: session !== undefined,
		door: doorOf(url.pathname)
	});
	if (verdict === 'pass') return ok(null);
	if (verdict === 'foreign') return refuse({ tag: 'foreign_request' });
	const bound = session ?? cookies.get(FORM_COOKIE);
	const token = bound && (await sentToken(request));
	return bound && token && isSameText(token, tokenFor(services, bound))
		? ok(null)
		: refuse({ tag: 'form_token' });
}
