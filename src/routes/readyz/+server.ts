import { NEEDS, readReadiness } from '#lib/operations/index.server.ts';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Whether people may be sent to this process; 503 says what it lacks. /healthz says that it answers at all. */
export const GET: RequestHandler = async ({ locals: { services } }) => {
	const missing = await readReadiness(services);
	const checks = Object.fromEntries(NEEDS.map((need) => [need, !missing.includes(need)]));
	return json({ ready: !missing.length, checks }, { status: missing.length ? 503 : 200 });
};
