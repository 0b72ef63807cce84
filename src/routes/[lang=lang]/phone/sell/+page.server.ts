import { lessonsOfDraft } from '../../sell/lessons-of-draft.ts';
import { wayToShop } from '../../sell/way-to-shop.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone; the phone fills in her draft, or her desk as it last saw it. */
export const load: PageServerLoad = ({ locals: { services, lang } }) => {
	const lessons = lessonsOfDraft(services.catalogue.courses());
	return { lessons, way: wayToShop(services.catalogue, lessons, lang) };
};
