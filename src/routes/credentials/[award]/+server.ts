import { credentialOf, findAward, wasAward } from '#lib/badges/index.server.ts';
import { jsonLd } from '#lib/platform/json-ld.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import type { RequestHandler } from './$types';

/** A badge as Open Badges 3.0 JSON-LD. A revoked one is served too: its status list says so (B4). */
export const GET: RequestHandler = async ({ params, locals: { services } }) => {
	const award = await findAward(services.db, params.award);
	if (!award && (await wasAward(services.db, params.award)))
		return problem({ status: 410, tag: 'deleted', title: 'Its holder has had everything deleted.' });
	if (!award) return problem({ status: 404, tag: 'no-such-badge', title: 'No badge has this address.' });
	const credential = await credentialOf(services, award);
	if (!credential.ok)
		return problem({
			status: 503,
			tag: 'not-signed-yet',
			title: 'The badge stands; its signature follows once this site has its https address.'
		});
	return jsonLd(credential.value, 300, 'application/vc+ld+json');
};
