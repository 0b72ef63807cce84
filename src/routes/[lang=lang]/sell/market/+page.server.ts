import { error, fail } from '@sveltejs/kit';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import {
	newVendurePassword,
	readVendurePlace,
	type NewPasswordRefusal,
	type PlaceRefusal
} from '#lib/selling/index.server.ts';
import { joinedLearner, provenLearner } from '../seller.ts';
import type { Actions, PageServerLoad } from './$types';

/** Her place in the marketplace: what she logs in with there, and a new password when she asks for one. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const id = provenLearner(locals, url);
	const place = await readVendurePlace(locals.services, id);
	if (!place.ok && place.refusal.tag === 'none') error(404, 'no marketplace');
	return {
		formToken: locals.formToken,
		place: place.ok ? { login: place.value.login, dashboard: place.value.dashboard } : null,
		why: place.ok ? null : word(place.refusal)
	};
};

export const actions: Actions = {
	/** The answer to this form is the only place where the password ever stands: no redirect, and nothing keeps the page. */
	default: async ({ locals }) => {
		const done = await newVendurePassword(locals.services, joinedLearner(locals));
		if (done.ok) return { made: done.value };
		const { refusal } = done;
		if (refusal.tag === 'none') error(404, 'no marketplace');
		return fail(refusal.tag === 'too-often' ? 429 : 409, { fault: word(refusal) });
	}
};

function word(refusal: PlaceRefusal | NewPasswordRefusal): string {
	switch (refusal.tag) {
		case 'not-yet':
			return m.selling_m_not_yet();
		case 'suspended':
			return m.selling_m_suspended();
		case 'under-18':
			return m.selling_face_under_18();
		case 'too-often':
			return m.selling_m_too_often();
		case 'none':
		case 'later':
			return m.selling_m_later();
	}
}
