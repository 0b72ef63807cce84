import { LANGS } from '#lib/platform/country/lang.ts';
import { readCertificates } from '#lib/cohorts/index.server.ts';
import { error } from '@sveltejs/kit';
import { qrSquares } from '../../../../../me/card/qr.server.ts';
import { staffHere } from '../../../../staff-here.server.ts';
import type { PageServerLoad } from './$types';

/** Asked for in the address: whose are printed is chosen each time, and kept nowhere. */
export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const { services, lang } = event.locals;
	const { origin } = services.env;
	const found = await readCertificates(services, at, event.params.cohort);
	if (!found) error(404, 'no such page');
	const asked = event.url.searchParams;
	const badge = found.badges.find(({ id }) => id === asked.get('badge')) ?? found.badges[0];
	const words = LANGS.find((its) => its === asked.get('words')) ?? lang;
	const chosen = new Set(asked.getAll('learner'));
	return {
		words,
		details: found.details,
		badges: found.badges.map(({ id, name, holders }) => ({ id, name: name[lang], holders: holders.length })),
		badge: badge && {
			id: badge.id,
			name: badge.name[words],
			holders: badge.holders.map(({ learnerId, name }) => ({
				learnerId,
				name,
				chosen: chosen.has(learnerId)
			}))
		},
		/** The form was sent, though nobody was chosen. */
		nobody: asked.has('print') && !badge?.holders.some(({ learnerId }) => chosen.has(learnerId)),
		certificates: (badge?.holders ?? [])
			.filter(({ learnerId }) => chosen.has(learnerId))
			.map(({ learnerId: _, awardId, ...certificate }) => ({
				...certificate,
				awardId,
				address: `${origin.replace(/^https?:\/\//, '')}/${words}/badge/${awardId}`,
				qr: qrSquares(`${origin}/${words}/badge/${awardId}`)
			}))
	};
};
