import { bearerToken } from '#lib/accounts/index.server.ts';
import { openKey } from '#lib/partners/index.server.ts';
import type { Partner, Scope } from '#lib/partners/index.ts';
import { problem } from '#lib/platform/problem.server.ts';
import type { RequestEvent } from '@sveltejs/kit';

/** The partner whose key was sent, or the answer that refuses it. Every door of partners begins here. */
export async function caller(
	{ request, locals: { services } }: Pick<RequestEvent, 'request' | 'locals'>,
	scope: Scope
): Promise<Partner | Response> {
	const opened = await openKey(services, bearerToken(request), scope);
	if (opened.ok) return opened.value;
	const { refusal } = opened;
	switch (refusal.tag) {
		case 'no_key':
			return problem({
				status: 401,
				tag: 'no-key',
				title: 'Send a key that is in force as “Authorization: Bearer …”.',
				headers: { 'www-authenticate': 'Bearer' }
			});
		case 'no_scope':
			return problem({
				status: 403,
				tag: 'no-scope',
				title: `This partner may not do this: it lacks the scope “${refusal.scope}”.`
			});
		case 'too_many':
			return problem({
				status: 429,
				tag: 'too-often',
				title: 'This key has called too often in this minute.',
				headers: { 'retry-after': String(Math.ceil((refusal.retryAt - services.clock()) / 1000)) }
			});
	}
}
