import { bothFrom } from '#lib/platform/country/lang.ts';
import type { PageServerLoad } from './$types';

/** Published (C1): every course in both languages; the phone shows those it keeps. */
export const load: PageServerLoad = ({ locals: { services, lang } }) => ({
	courses: services.catalogue.courses().flatMap(({ id, title }) =>
		bothFrom(lang).map((its) => ({
			id,
			lang: its,
			title: title[its],
			href: `/${its}/learn/${id}`
		}))
	)
});
