import { bearerToken } from '#lib/accounts/index.server.ts';
import { openReportKey, type ReportScope } from '#lib/reports/index.server.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { refusedKey } from '../refused-key.ts';

/** The id of the organisation whose key was sent, or the answer that refuses it. */
export async function caller(
	{ request, locals: { services } }: Pick<RequestEvent, 'request' | 'locals'>,
	scope: ReportScope
): Promise<string | Response> {
	const opened = await openReportKey(services, bearerToken(request), scope);
	return opened.ok ? opened.value : refusedKey(opened.refusal, services.clock());
}

/** Nothing of a report is kept by anybody on the way. */
export const PRIVATE = { 'cache-control': 'private, no-store' };
