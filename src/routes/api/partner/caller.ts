import { bearerToken } from '#lib/accounts/index.server.ts';
import { openKey } from '#lib/partners/index.server.ts';
import type { Partner, Scope } from '#lib/partners/index.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { refusedKey } from '../refused-key.ts';

/** The partner whose key was sent, or the answer that refuses it. Every door of partners begins here. */
export async function caller(
	{ request, locals: { services } }: Pick<RequestEvent, 'request' | 'locals'>,
	scope: Scope
): Promise<Partner | Response> {
	const opened = await openKey(services, bearerToken(request), scope);
	return opened.ok ? opened.value : refusedKey(opened.refusal, services.clock());
}
