import { issueCards, keyOf } from '#lib/accounts/index.server.ts';
import { groupCode } from '#lib/accounts/index.ts';
import { listClassNames } from '#lib/cohorts/index.server.ts';
import { hex } from '#lib/platform/ids.ts';
import { error, fail } from '@sveltejs/kit';
import { qrSquares } from '../../../../../me/card/qr.server.ts';
import { staffHere } from '../../../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { among } from './chosen-first.ts';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.manage');
	const { services } = event.locals;
	const people = await listClassNames(services, at, event.params.cohort);
	return {
		key: hex(services.random(16)),
		people,
		// From a learner's page.
		chosen: among(people, event.url.searchParams.getAll('learner'))
	};
};

export const actions: Actions = {
	// Answers with the sheet itself: what it shows is kept nowhere (K2).
	make: async (event) => {
		const at = await staffHere(event, 'learners.manage');
		const { services, lang } = event.locals;
		const form = await event.request.formData();
		const key = keyOf(form);
		if (!key) error(400, 'not a form of this page');
		const people = await listClassNames(services, at, event.params.cohort);
		const chosen = among(people, form.getAll('learner'));
		if (form.get('sure') !== 'yes' || !chosen.length)
			return fail(400, { chosen, fault: chosen.length ? ('unsure' as const) : ('nobody' as const) });
		const made = await issueCards(services, {
			organisationId: at.organisationId,
			cohortId: event.params.cohort,
			actor: at.staffId,
			key,
			learnerIds: chosen
		});
		if (!made.ok) return fail(400, { chosen, fault: made.refusal.tag });
		const of = new Map(made.value.map((card) => [card.learnerId, card]));
		// In the order of the list she chose from.
		const cards = chosen.flatMap((id) => of.get(id) ?? []);
		return {
			cards: cards.flatMap(({ name, tileSeed, card }) =>
				card
					? [
							{
								name,
								tileSeed,
								code: groupCode(card.code),
								qr: qrSquares(`${services.env.origin}/${lang}/login/card?t=${card.recovery}`)
							}
						]
					: []
			),
			newer: cards.filter(({ card }) => !card).map(({ name }) => name)
		};
	}
};
