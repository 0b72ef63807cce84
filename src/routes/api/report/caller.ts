import { bearerToken } from '#lib/accounts/index.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { openReportKey, type ReportScope } from '#lib/reports/index.server.ts';
import type { RequestEvent } from '@sveltejs/kit';

/** The organisation whose key this is, or the answer that a program gets without one. */
export async function caller(
	{ locals: { services }, request }: Pick<RequestEvent, 'locals' | 'request'>,
	scope: ReportScope
): Promise<string | Response> {
	const opened = await openReportKey(services, bearerToken(request), scope);
	if (opened.ok) return opened.value;
	switch (opened.refusal.tag) {
		case 'no_key':
			return problem({
				status: 401,
				tag: 'no-key',
				title: 'Send a key of your organisation as Authorization: Bearer.',
				headers: { 'www-authenticate': 'Bearer' }
			});
		case 'no_scope':
			return problem({
				status: 403,
				tag: 'no-scope',
				title: `This key may not read this: it needs the scope "${opened.refusal.scope}".`
			});
		case 'too_many':
			return problem({
				status: 429,
				tag: 'too-many',
				title: 'Too many calls with this key in this minute.',
				headers: {
					'retry-after': String(Math.max(1, Math.ceil((opened.refusal.retryAt - services.clock()) / 1000)))
				}
			});
	}
}

/** Nothing of a report is kept by anybody on the way. */
export const PRIVATE = { 'cache-control': 'private, no-store' };
