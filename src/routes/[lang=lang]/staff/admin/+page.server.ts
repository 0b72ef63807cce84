import { textOf } from '#lib/accounts/index.server.ts';
import { readWaitingAppeals } from '#lib/badges/index.server.ts';
import { listAllOrganisations, makeOrganisation, organisationForm } from '#lib/cohorts/index.server.ts';
import { countParked, countUndecided } from '#lib/selling/index.server.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

const administrator = ({ locals: { staff, lang } }: Pick<RequestEvent, 'locals'>): string =>
	staff?.staffId ?? redirect(303, `/${lang}/staff/login`);

export const load: PageServerLoad = async (event) => {
	const staffId = administrator(event);
	const { services, formToken, lang } = event.locals;
	const listed = await listAllOrganisations(services, staffId);
	if (!listed.ok) error(403, listed.refusal.tag);
	return {
		formToken,
		// M4: where she looks first.
		parked: await countParked(services.allLearners),
		// M5, M10: a shop stands still, or somebody was harmed by it.
		undecided: await countUndecided(services.allLearners),
		// B4: whose badge waits for a second look.
		appeals: (await readWaitingAppeals(services.allLearners)).map(({ awardId, badge, at }) => ({
			awardId,
			at,
			name: services.catalogue.earned().find((one) => one.badge.id === badge)?.badge.name[lang] ?? badge
		})),
		newOrganisation: uuidv7(services.clock(), services.random),
		organisations: listed.value
	};
};

export const actions: Actions = {
	organisation: async (event) => {
		const staffId = administrator(event);
		const { services, lang } = event.locals;
		const form = await event.request.formData();
		const read = v.safeParse(organisationForm, Object.fromEntries(form));
		const again = { name: textOf(form, 'name'), fault: { tag: 'field' as const } };
		if (!read.success) return fail(400, again);
		if (!(await makeOrganisation(services, staffId, read.output)).ok) return fail(403, again);
		redirect(303, `/${lang}/staff/${read.output.id}`);
	}
};
