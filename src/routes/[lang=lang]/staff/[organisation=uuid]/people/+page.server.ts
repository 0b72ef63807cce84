import { readLogInName, textOf } from '#lib/accounts/index.server.ts';
import {
	giveRole,
	giveRoleBack,
	invite,
	listPeople,
	makeResetLink,
	peopleForms,
	revokeInvitation,
	takeRole,
	type StaffAt
} from '#lib/cohorts/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { uuidv7 } from '#lib/platform/ids.ts';
import type { Refusal, Result } from '#lib/platform/result.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { staffHere } from '../../staff-here.server.ts';
import type { StaffFault } from '../../staff-faults.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'people.manage');
	const { services } = event.locals;
	const listed = await listPeople(services, at);
	if (!listed.ok) error(404, 'no such page');
	const newId = () => uuidv7(services.clock(), services.random);
	return {
		...listed.value,
		people: listed.value.people.map((p) => ({ ...p, newReset: newId() })),
		newInvitation: newId(),
		mails: services.mail !== undefined,
		saved: event.url.searchParams.has('saved')
	};
};

/** Fields whose faults are named beside them; a fault of anything else is of the form. */
const FAULTS: Record<string, StaffFault> = {
	label: { tag: 'field' },
	role: { tag: 'role' },
	cohort: { tag: 'class' },
	reason: { tag: 'reason' }
};

/** What was typed goes back with what is wrong. `in` says in which form of the page. */
function again(form: FormData, act: string, faults: Record<string, StaffFault>, refused?: string) {
	const typed = Object.fromEntries(
		['label', 'role', 'cohort', 'reason', 'email'].map((f) => [f, textOf(form, f).slice(0, 300)])
	);
	return fail(400, { in: `${act}-${textOf(form, 'staff')}`, typed, faults, refused, made: undefined });
}

interface Done {
	/** A link to be shown once. */
	made?: { link: string; kind: 'invite' | 'reset'; sent?: boolean };
}

/** Reads the form, does it, shows the page again; a link is shown at once, for it is not kept. */
const act =
	<S extends v.GenericSchema>(
		name: string,
		schema: S,
		run: (event: RequestEvent, at: StaffAt, given: v.InferOutput<S>) => Promise<Result<Done | null, Refusal>>
	) =>
	async (event: RequestEvent) => {
		const at = await staffHere(event, 'people.manage');
		const form = await event.request.formData();
		const read = v.safeParse(schema, Object.fromEntries(form));
		if (!read.success) {
			const fields = read.issues.map((issue) => String(issue.path?.[0]?.key));
			const named = fields.filter((field) => field in FAULTS);
			const faults = Object.fromEntries(named.map((field) => [field, FAULTS[field]!]));
			return again(form, name, faults, named.length ? undefined : 'form');
		}
		const done = await run(event, at, read.output);
		if (done.ok && done.value?.made)
			return { in: '', typed: {}, faults: {}, refused: undefined, made: done.value.made };
		if (done.ok) redirect(303, `/${event.locals.lang}/staff/${at.organisationId}/people?saved`);
		const { tag } = done.refusal;
		if (tag === 'forbidden') error(404, 'no such page');
		return tag === 'class' ? again(form, name, { cohort: FAULTS.cohort! }) : again(form, name, {}, tag);
	};

const address = ({ locals }: RequestEvent, door: 'invite' | 'reset', token: string) =>
	`${locals.services.env.origin}/${locals.lang}/staff/${door}?t=${token}`;

export const actions: Actions = {
	invite: act('invite', peopleForms.invite, async (event, at, { cohort, email, ...given }) => {
		const { services } = event.locals;
		const made = await invite(services, at, { ...given, ...(cohort && { cohortId: cohort }) });
		if (!made.ok) return made;
		const link = address(event, 'invite', made.value.token);
		const to = readLogInName(email);
		const sent =
			made.value.isNew && services.mail && to.ok && to.value.includes('@')
				? await services.mail({
						to: to.value,
						subject: m.people_message_subject(),
						text: `${m.people_message_invite({ organisation: at.organisation })}\n\n${link}`
					})
				: undefined;
		return { ok: true, value: { made: { link, kind: 'invite', ...(sent !== undefined && { sent }) } } };
	}),
	revoke: act('revoke', peopleForms.revoke, ({ locals }, at, { id }) =>
		revokeInvitation(locals.services, at, id)
	),
	give: act('give', peopleForms.give, ({ locals }, at, { staff, role, cohort }) =>
		giveRole(locals.services, at, { staffId: staff, role, ...(cohort && { cohortId: cohort }) })
	),
	take: act('take', peopleForms.take, ({ locals }, at, { staff, role, reason }) =>
		takeRole(locals.services, at, { staffId: staff, role, reason })
	),
	back: act('back', peopleForms.back, ({ locals }, at, { id }) => giveRoleBack(locals.services, at, id)),
	reset: act('reset', peopleForms.reset, async (event, at, { id, staff, factor }) => {
		const given = { id, staffId: staff, liftFactor: factor === 'lift' };
		const made = await makeResetLink(event.locals.services, at, given);
		if (!made.ok) return made;
		const link = address(event, 'reset', made.value.token);
		return { ok: true, value: { made: { link, kind: 'reset' } } };
	})
};
