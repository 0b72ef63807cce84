import { logInfo } from '../platform/log.server.ts';
import { inRequest, readRequestId } from '../platform/request.server.ts';
import type { Services } from '../services.server.ts';

export const REQUEST_HEADER = 'X-Request-Id';

/** What is told of a request: its route with the names of parameters, never the address that filled them. */
export interface ObservedRequest {
	request: Pick<Request, 'method' | 'headers'>;
	route: { id: string | null };
}

/**
 * Answers a request under its id, counts it, and writes its line to the log where that is wanted (`QADAM_LOG`). An answer
 * that could not be made counts as a failure of ours.
 */
export function observeRequest(
	{ metrics, env }: Pick<Services, 'metrics' | 'env'>,
	{ request: { method, headers }, route }: ObservedRequest,
	answer: () => Promise<Response>
): Promise<Response> {
	const id = readRequestId(headers.get(REQUEST_HEADER));
	return inRequest(id, async () => {
		const began = performance.now();
		let status = 500;
		try {
			const response = await answer();
			({ status } = response);
			response.headers.set(REQUEST_HEADER, id);
			return response;
		} finally {
			const took = performance.now() - began;
			metrics.countRequest({ route: route.id, method, status, took });
			if (env.logsRequests) logInfo('request', { method, route: route.id, status, ms: Math.round(took) });
		}
	});
}
