import { version } from '$app/environment';
import { bearerToken } from '#lib/accounts/index.server.ts';
import { jobsOf } from '#lib/jobs.server.ts';
import { readState } from '#lib/operations/index.server.ts';
import { isSameText } from '#lib/platform/hash.server.ts';
import { logError } from '#lib/platform/log.server.ts';
import type { RequestHandler } from './$types';

/** What Prometheus collects. Without the token of `METRICS_TOKEN` there is no such door. */
export const GET: RequestHandler = async ({ request, locals: { services } }) => {
	const { metrics, env } = services;
	const given = bearerToken(request);
	if (env.metricsToken === undefined || given === undefined || !isSameText(given, env.metricsToken))
		return new Response('Not found\n', { status: 404, headers: { 'content-type': 'text/plain' } });
	// A database that does not answer is what somebody wants to be told of.
	const state = await readState(services, { jobs: jobsOf(services), build: version }).catch(
		(error: unknown) => {
			logError('the state could not be read', error);
			return undefined;
		}
	);
	return new Response(await metrics.text(state), { headers: { 'content-type': metrics.contentType } });
};
