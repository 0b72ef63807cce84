import { didOf } from '#lib/badges/index.ts';
import { readKeys } from '#lib/badges/index.server.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone, with the issuer's keys of its day; the phone shows which of the badges is hers. */
export const load: PageServerLoad = async ({ locals: { services, lang } }) => ({
	did: didOf(services.env.origin),
	keys: (await readKeys(services.env.dataDir, services.clock())).map((key) => key.publicKeyMultibase),
	badges: services.catalogue.earned().map(({ id, badge }) => ({
		course: id,
		name: badge.name[lang],
		description: badge.description[lang],
		criteria: badge.criteria[lang]
	}))
});
