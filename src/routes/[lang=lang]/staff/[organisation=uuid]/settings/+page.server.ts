import { textOf } from '#lib/accounts/index.server.ts';
import { MOST_LOGOS, MOST_SIGNATORIES, readOrganisationDetails } from '#lib/cohorts/index.ts';
import {
	addLogo,
	changeOrganisation,
	findOrganisation,
	readOrganisationForm,
	removeLogo,
	signatoryFields,
	ZONES
} from '#lib/cohorts/index.server.ts';
import { isUuid, uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffHere } from '../../staff-here.server.ts';
import type { StaffFault } from '../../staff-faults.ts';
import type { Actions, PageServerLoad } from './$types';

const PLACES = Array.from({ length: MOST_SIGNATORIES }, (_, i) => signatoryFields(i + 1));

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'organisation.edit');
	const { services } = event.locals;
	const { name, zone, details } = (await findOrganisation(services.db, at.organisationId))!;
	const { signatories, logos, reportThreshold } = readOrganisationDetails(details);
	return {
		saved: event.url.searchParams.has('saved'),
		/** As the fields show it: by name of the field. */
		held: Object.fromEntries([
			['name', name],
			['zone', zone],
			['threshold', String(reportThreshold)],
			...PLACES.flatMap((fields, i) => [
				[fields.name, signatories[i]?.name ?? ''],
				[fields.ur, signatories[i]?.title.ur ?? ''],
				[fields.en, signatories[i]?.title.en ?? '']
			])
		]) as Record<string, string>,
		places: PLACES,
		zones: [...new Set([zone, ...ZONES])],
		logos,
		newLogo: logos.length < MOST_LOGOS ? uuidv7(services.clock(), services.random) : undefined
	};
};

const shown = ({ params, locals }: RequestEvent) =>
	redirect(303, `/${locals.lang}/staff/${params.organisation}/settings?saved`);

export const actions: Actions = {
	save: async (event) => {
		const at = await staffHere(event, 'organisation.edit');
		const form = await event.request.formData();
		const read = readOrganisationForm(form);
		const faults: Record<string, StaffFault> = read.ok ? {} : (read.faults as Record<string, StaffFault>);
		if (!read.ok) {
			const fields = ['name', 'zone', 'threshold', ...PLACES.flatMap((p) => Object.values(p))];
			const typed = Object.fromEntries(fields.map((f) => [f, textOf(form, f).slice(0, 200)]));
			return fail(400, { typed, faults });
		}
		const saved = await changeOrganisation(event.locals.services, at, read.value);
		if (!saved.ok) error(404, 'no such page');
		return shown(event);
	},
	logo: async (event) => {
		const at = await staffHere(event, 'organisation.edit');
		const form = await event.request.formData();
		const id = textOf(form, 'id');
		const file = form.get('logo');
		const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
		if (!isUuid(id)) return fail(400, { faults: { logo: { tag: 'logo_empty' as const } } });
		const added = await addLogo(event.locals.services, at, { id, bytes });
		if (added.ok) return shown(event);
		if (added.refusal.tag === 'forbidden') error(404, 'no such page');
		return fail(400, { faults: { logo: { tag: added.refusal.tag } } });
	},
	remove: async (event) => {
		const at = await staffHere(event, 'organisation.edit');
		const id = textOf(await event.request.formData(), 'id');
		const removed = await removeLogo(event.locals.services, at, id);
		if (!removed.ok) error(404, 'no such page');
		return shown(event);
	}
};
