import { readTelling, tellTrouble } from '#lib/safety/index.server.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { helplines } from './helplines.server.ts';

/** Published: the same bytes for everyone. */
export const load: PageServerLoad = ({ locals }) => ({ lines: helplines(locals) });

/** Of the page that follows: nothing in its address says what it is about. */
const SAID = { lead: 1, waits: 2, nobody: 3 };

export const actions: Actions = {
	default: async ({ request, locals: { services, learner, lang } }) => {
		const given = readTelling(await request.formData());
		const reached =
			learner?.kind === 'joined'
				? await tellTrouble(services, learner.learnerId, { ...given, lang })
				: 'nobody';
		redirect(303, `/${lang}/safe/done?s=${SAID[reached]}`);
	}
};
