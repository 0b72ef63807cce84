import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone; the phone shows which of the badges is hers. */
export const load: PageServerLoad = ({ locals: { services, lang } }) => ({
	badges: services.catalogue.earned().map(({ id, badge }) => ({
		course: id,
		name: badge.name[lang],
		description: badge.description[lang],
		criteria: badge.criteria[lang]
	}))
});
