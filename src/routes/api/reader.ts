import { bearerToken, readerLearner } from '#lib/accounts/index.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import type { RequestEvent } from '@sveltejs/kit';

/** K8. Whose log may be read, or the refusal. Cookies say nothing here. */
export async function whoReads({ request, locals: { services } }: RequestEvent): Promise<string | Response> {
	const reader = bearerToken(request);
	return (
		(reader && (await readerLearner(services, reader))) ||
		problem({
			status: 401,
			tag: 'unknown-reader',
			title: 'The reader is not known or was taken back.',
			headers: { 'WWW-Authenticate': 'Bearer' }
		})
	);
}
