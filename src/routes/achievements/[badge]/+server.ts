import { achievement, issuerProfile } from '#lib/badges/index.server.ts';
import { jsonLd } from '#lib/platform/json-ld.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import type { RequestHandler } from './$types';

/** What a badge stands for, at the address that its credential names. */
export const GET: RequestHandler = async ({ params, locals: { services } }) => {
	const course = services.catalogue.earned().find((c) => c.badge.id === params.badge);
	if (!course) return problem({ status: 404, tag: 'no-such-badge', title: 'No badge has this name.' });
	const { origin } = services.env;
	return jsonLd({ ...achievement(origin, course), creator: issuerProfile(origin) }, 3600);
};
