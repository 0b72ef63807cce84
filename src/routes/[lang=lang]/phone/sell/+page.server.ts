import { lessonsOfDraft } from '../../sell/lessons-of-draft.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone; the phone fills in her draft, or her desk as it last saw it. */
export const load: PageServerLoad = ({ locals: { services } }) => ({
	lessons: lessonsOfDraft(services.catalogue.courses())
});
